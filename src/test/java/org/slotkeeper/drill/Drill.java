package org.slotkeeper.drill;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slotkeeper.drill.SteadyBooking.Booking;
import org.slotkeeper.history.Auditor;
import org.slotkeeper.history.Convergence;
import org.slotkeeper.history.History.Sending;
import org.slotkeeper.history.LedgerContents;
import org.slotkeeper.history.Violation;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Patience;

/**
 * Loses the ledger under load and brings it back from its backup, twice: all of it, as when the disk is gone, and up to a moment, as when somebody has deleted what must not be deleted. {@code --practices N --rate
 * BOOKINGS_A_SECOND --load SECONDS --shipped-after SECONDS}
 */
public final class Drill implements AutoCloseable {

    private final Clock clock = MachineClock.utc();
    private final Order order;
    private final PrintStream out;
    private final DrillSite site;
    private final SteadyBooking patients;
    private Instant shippedUntil = Instant.MIN;

    private Drill(Order order, PrintStream out, DrillSite site) {
        this.order = order;
        this.out = out;
        this.site = site;
        this.patients = new SteadyBooking(site.doors(), slots(site.ledgerContents()));
    }

    static Drill start(Path directory, Order order, PrintStream out) throws IOException {
        return new Drill(order, out, DrillSite.start(directory, order));
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("slotkeeper-drill-");
        boolean isAllWell;
        try (Drill drill = start(directory, Order.of(arguments), System.out)) {
            Thread hook = new Thread(drill::close);
            Runtime.getRuntime().addShutdownHook(hook);
            drill.backUpWhileBooking();
            Recovery lost = drill.loseAllAndRestore();
            List<Violation> violations = new ArrayList<>(drill.bookAgainAndAudit(lost));
            Recovery deleted = drill.deleteAndGoBack();
            violations.addAll(drill.bookAgainAndAudit(deleted));
            violations.forEach(violation -> System.out.println("VIOLATION " + violation));
            isAllWell = violations.isEmpty() && deleted.missing().isEmpty();
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        }
        System.exit(isAllWell ? 0 : 1);
    }

    /** One practice's next slot after the other's, so that all have something to lose. */
    private static List<String> slots(LedgerContents published) {
        return published.seats().stream()
                .map(seat -> published.slotOf(seat).orElseThrow())
                .sorted(Comparator.comparing((String slot) -> slot.substring(slot.indexOf('-')))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    SteadyBooking patients() {
        return patients;
    }

    /** The moment in which the copy of the ledger was whole. */
    Instant backUpWhileBooking() {
        patients.start(order.rate());
        Deadline.rest(order.load().toMillis());
        Instant began = clock.instant();
        site.archive().backUp();
        Instant done = clock.instant();
        out.printf(
                "a copy of the ledger took %d ms under load%n",
                Duration.between(began, done).toMillis());
        Deadline.rest(order.load().toMillis());
        return done;
    }

    /** The ledger's machine and its disk are gone, and there is no standby. At the worst moment: shortly before the log is shipped. */
    Recovery loseAllAndRestore() {
        shippedUntil = clock.instant();
        site.archive().awaitShipping();
        // However busy the machine is, what is booked from here on is not shipped.
        site.archive().holdShipping();
        Deadline.rest(order.shippedAfter().toMillis() * 9 / 10);
        awaitAcknowledged(clock.instant());
        out.println("DISASTER: the ledger's processes are killed and its files are deleted");
        Instant began = clock.instant();
        site.ledger().loseAll();
        Recovery recovery = restore(began, Optional.empty());
        out.print(recovery);
        return recovery;
    }

    /** There is somebody who was told just now. */
    private void awaitAcknowledged(Instant after) {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (patients.firstToldAfter(after).isEmpty()) {
            deadline.pause("a booking to be acknowledged; " + patients);
        }
    }

    /** What was told before this moment was shipped when the disaster came. */
    Instant shippedUntil() {
        return shippedUntil;
    }

    /** Somebody deletes a practice's appointments by hand, and it is noticed while patients book on. */
    Recovery deleteAndGoBack() {
        patients.start(order.rate());
        Deadline.rest(order.load().toMillis());
        Instant until = Instant.parse(site.ledger()
                .query("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                .get(0));
        Deadline.rest(order.load().toMillis() / 2);
        String victim = site.practices().get(0);
        site.ledger().execute("DELETE FROM occupancy WHERE practice = '" + victim + "'");
        site.ledger().execute("DELETE FROM appointment WHERE practice = '" + victim + "'");
        Deadline.rest(order.load().toMillis() / 2);

        Instant began = clock.instant();
        out.println("DISASTER: a practice's appointments were deleted, and the ledger is set back to " + until);
        Recovery recovery = restore(began, Optional.of(until));
        out.print(recovery);
        return recovery;
    }

    private Recovery restore(Instant began, Optional<Instant> until) {
        List<Recovery.Step> steps = new ArrayList<>();
        site.stopEngine();
        steps.add(step("no engine runs any more"));
        if (until.isPresent()) {
            // In order, so that all of its log is shipped: the moment to go back to may be in the last part.
            site.ledger().stopFast();
        }
        site.archive().putBack(until);
        steps.add(step("the copy is in place"));
        site.archive().replay();
        steps.add(step("the log is replayed and the ledger takes writes"));
        Recovery recovery = compared(began, until.orElse(Instant.MAX), steps);
        site.emptyInventory();
        serveAgain(steps);
        return recovery;
    }

    /** What patients were told, against what is on record before anybody can ask again. */
    private Recovery compared(Instant began, Instant until, List<Recovery.Step> steps) {
        Set<String> recorded = site.recorded();
        Map<Boolean, List<Booking>> byRecord = patients.acknowledged().stream()
                .collect(Collectors.partitioningBy(booking -> recorded.contains(booking.patient())));
        List<Booking> kept = byRecord.get(true);
        Map<Boolean, List<Booking>> byTime = byRecord.get(false).stream()
                .collect(Collectors.partitioningBy(booking -> booking.toldAt().isAfter(until)));
        List<Booking> tooLate = kept.stream()
                .filter(booking -> booking.firstSentAt().isAfter(until))
                .toList();
        return new Recovery(began, kept, byTime.get(false), byTime.get(true), tooLate, steps);
    }

    private Recovery.Step step(String name) {
        return new Recovery.Step(name, clock.instant());
    }

    /** Starts an engine, while patients do not stop asking. */
    private void serveAgain(List<Recovery.Step> steps) {
        Instant restarted = clock.instant();
        Map<String, BooleanSupplier> awaited = new LinkedHashMap<>();
        awaited.put("an engine is ready", site::isReady);
        awaited.put("the first practice is in the inventory", () -> site.filled() > 0);
        awaited.put("every practice is in the inventory", () -> site.filled() == order.practices());
        awaited.put("the first booking is acknowledged", () -> patients.firstToldAfter(restarted)
                .isPresent());
        site.beginEngine();
        Deadline deadline = Deadline.in(Patience.LONG);
        while (!awaited.isEmpty()) {
            awaited.entrySet().removeIf(await -> {
                boolean isDone = await.getValue().getAsBoolean();
                if (isDone) {
                    steps.add(step(await.getKey()));
                }
                return isDone;
            });
            deadline.pause(awaited.keySet() + "; " + patients);
        }
    }

    /** Whoever has lost an appointment asks again under the same id; then nothing is missing, and nothing is there twice. */
    List<Violation> bookAgainAndAudit(Recovery recovery) {
        Deadline.rest(order.load().toMillis());
        patients.askAgain(recovery.gone());
        Deadline deadline = Deadline.in(Patience.LONG);
        while (!patients.settle()) {
            deadline.pause("an answer to everybody");
        }
        Set<String> ids = appointments(recovery.gone());
        Set<String> now = appointments(patients.acknowledged());
        out.printf(
                "asked for again under the same id: %d, booked again: %d%n",
                ids.size(), ids.stream().filter(now::contains).count());
        List<Violation> violations = new ArrayList<>(converge());
        violations.addAll(audit());
        DrillSite.Reconciled reconciled = site.reconcile();
        out.printf(
                "in the end: %d bookings, %d refused, slotkeeper reconcile ends with %d, %d violations%n%n",
                patients.acknowledged().size(), patients.refused().size(), reconciled.code(), violations.size());
        if (reconciled.code() != 0) {
            violations.add(new Violation(Violation.Promise.L1_INVENTORY_DIFFERS, reconciled.toString()));
        }
        return violations;
    }

    private static Set<String> appointments(List<Booking> bookings) {
        return bookings.stream()
                .map(booking -> booking.told().appointment().id())
                .collect(Collectors.toSet());
    }

    private List<Violation> converge() {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (true) {
            LedgerContents ledger = site.ledgerContents();
            List<Violation> left = Convergence.differences(ledger, site.inventoryContents(ledger), clock.millis());
            if (left.isEmpty() || deadline.isOver()) {
                return left;
            }
            deadline.pause("the stores to agree");
        }
    }

    /** What everybody was told at last: what was told before a restore does not count any more. */
    private List<Violation> audit() {
        List<Sending> told = Stream.concat(patients.acknowledged().stream(), patients.refused().stream())
                .map(booking -> new Sending(booking.wish(), 1, 0, 0, booking.told()))
                .toList();
        return Auditor.judge(told, site.ledgerContents(), false);
    }

    @Override
    public void close() {
        patients.close();
        site.close();
    }
}
