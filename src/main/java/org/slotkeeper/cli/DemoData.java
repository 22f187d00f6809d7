package org.slotkeeper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.ProcessEngine;
import org.slotkeeper.demo.PublishDemo;
import org.slotkeeper.demo.PublishDemo.Published;
import org.slotkeeper.demo.PublishDemo.Span;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.publishing.spi.PracticeListing;

/**
 * Publishes a demonstration's sessions once: a run with the same list and seed publishes only the
 * days that are new since.
 */
public final class DemoData {

    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final long PROGRESS_MILLIS = 2_000;

    private final ProcessEngine engine;
    private final Path note;
    private final PrintWriter progress;
    private final Clock clock;
    private final Chance chance;

    public DemoData(ProcessEngine engine, Path dataDir, PrintWriter progress, Clock clock, Chance chance) {
        this.engine = engine;
        this.note = noteIn(dataDir);
        this.progress = progress;
        this.clock = clock;
        this.chance = chance;
    }

    /** What was published is gone with the ledger it was in. */
    static void forget(Path dataDir) {
        try {
            boolean unused = Files.deleteIfExists(noteIn(dataDir));
        } catch (IOException cause) {
            throw new CannotRun("the file " + noteIn(dataDir) + " cannot be erased", cause);
        }
    }

    private static Path noteIn(Path dataDir) {
        return dataDir.resolve("published");
    }

    public void publish(List<PracticeListing> practices, int days, long seed) {
        LocalDate today = London.dayOf(clock.instant());
        LocalDate last = today.plusDays(days - 1L);
        String what = "seed " + seed + ", list " + Integer.toHexString(practices.hashCode());
        LocalDate first = firstMissing(what, today);
        if (first.isAfter(last)) {
            progress.printf("%d practices have their sessions until %s already%n", practices.size(), last);
            return;
        }
        publish(practices, new Span(first, (int) (last.toEpochDay() - first.toEpochDay() + 1), clock.instant()), seed);
        remember(what, last);
    }

    private void publish(List<PracticeListing> practices, Span span, long seed) {
        progress.printf("publishing %d days for %d practices%n", span.days(), practices.size());
        Instant begun = clock.instant();
        AtomicReference<PublishDemo> work = new AtomicReference<>();
        Thread teller = new Thread(() -> tell(work, practices.size()));
        teller.setDaemon(true);
        teller.start();
        Published published = engine.onLoop(
                () -> {
                    PublishDemo demo = engine.publishDemo(seed, chance);
                    work.set(demo);
                    return demo.publish(practices, span);
                },
                PATIENCE,
                "publishing");
        teller.interrupt();
        double seconds =
                Math.max(0.001, Duration.between(begun, clock.instant()).toMillis() / 1000.0);
        progress.printf(
                "published %d sessions with %d slots' places in %.1f s, %.0f a second%n",
                published.sessions(), published.places(), seconds, published.places() / seconds);
        fill(published);
    }

    private void fill(Published published) {
        Instant begun = clock.instant();
        Tries tries = engine.tries();
        long before = engine.onLoop(() -> tries.of(engine::inventoryBytes), PATIENCE, "asking the inventory");
        int failed = engine.onLoop(
                () -> tries.of(() -> engine.mine().warmPractices().warmAll()), PATIENCE, "filling the inventory");
        long bytes = engine.onLoop(() -> tries.of(engine::inventoryBytes), PATIENCE, "asking the inventory");
        double seconds = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
        progress.printf(
                "filled the inventory in %.1f s, %d practices failed; it takes %.2f bytes a place (%d bytes in all)%n",
                seconds, failed, (bytes - before) / (double) Math.max(1, published.places()), bytes);
    }

    private void tell(AtomicReference<PublishDemo> work, int practices) {
        try {
            while (true) {
                Thread.sleep(PROGRESS_MILLIS);
                PublishDemo demo = work.get();
                if (demo != null) {
                    progress.printf("%d of %d practices%n", demo.practicesDone(), practices);
                    progress.flush();
                }
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private LocalDate firstMissing(String what, LocalDate today) {
        try {
            List<String> lines = Files.exists(note) ? Files.readAllLines(note) : List.of();
            if (lines.size() == 2 && lines.get(0).equals(what)) {
                LocalDate next = LocalDate.parse(lines.get(1)).plusDays(1);
                return next.isAfter(today) ? next : today;
            }
            return today;
        } catch (IOException | DateTimeParseException unreadable) {
            return today;
        }
    }

    private void remember(String what, LocalDate last) {
        try {
            Files.writeString(note, what + "\n" + last + "\n");
        } catch (IOException cause) {
            throw new CannotRun("the file " + note + " cannot be written", cause);
        }
    }
}
