package org.slotkeeper.cycles;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.history.LedgerContents;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.Patience;

/** {@code src/dev/cycles}: patients book slots over one of two engines and cancel them at once over the other, and what they were told is held against both stores. {@code --cycles N --patients N} */
final class Cycles implements AutoCloseable {

    /** Of four patients one shares its slot with another. */
    private static final int SHARING = 4;

    private static final long PROGRESS_EACH_NANOS = 10_000_000_000L;

    private final Order order;
    private final CyclesSite site;
    private final FreedSlots freed = new FreedSlots();
    private final Answers answers = new Answers();

    private Cycles(Order order, CyclesSite site) {
        this.order = order;
        this.site = site;
    }

    static Cycles start(Order order) throws IOException {
        return new Cycles(order, CyclesSite.start(order.patients()));
    }

    public static void main(String[] arguments) throws IOException {
        Order order = Order.of(arguments);
        CyclesReport report;
        try (Cycles cycles = start(order)) {
            Thread hook = new Thread(cycles::close);
            Runtime.getRuntime().addShutdownHook(hook);
            report = cycles.run();
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        }
        System.out.println(report);
        System.exit(report.isClean() ? 0 : 1);
    }

    CyclesReport run() {
        long began = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(order.patients());
        AtomicInteger left = new AtomicInteger(order.cycles());
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int nth = 0; nth < order.patients(); nth++) {
            all.add(CompletableFuture.runAsync(new CyclingPatient(site, placeOf(nth), left, freed, answers), threads));
        }
        tellProgress(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)), left);
        threads.shutdown();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        lookOnceMore();
        return CyclesReport.of(answers, freed, site.states(), left(), took);
    }

    private void tellProgress(CompletableFuture<Void> all, AtomicInteger left) {
        long told = System.nanoTime();
        while (!all.isDone()) {
            Deadline.rest(50);
            if (System.nanoTime() - told > PROGRESS_EACH_NANOS) {
                told = System.nanoTime();
                System.err.println(Math.max(0, left.get()) + " of " + order.cycles() + " cycles are not begun");
            }
        }
        Void unused = all.join();
    }

    /** The last ones share their slots two by two. */
    private CyclingPatient.Place placeOf(int nth) {
        int alone = order.patients() - order.patients() / SHARING / 2 * 2;
        int slot = nth < alone ? nth : alone + (nth - alone) / 2;
        return new CyclingPatient.Place(
                NhsNumber.ofDemonstration(nth + 1), site.slots().get(slot), nth >= alone);
    }

    /** What was cancelled last nobody has booked again. */
    private void lookOnceMore() {
        String anybody = NhsNumber.ofDemonstration(1).digits();
        Deadline deadline = Deadline.in(Patience.LONG);
        while (!freed.unseen().isEmpty() && !deadline.isOver()) {
            for (String slot : freed.unseen()) {
                try {
                    if (site.isShown(slot, anybody, 0)) {
                        freed.seenFree(slot, System.nanoTime());
                    }
                } catch (IOException notAnswered) {
                    Deadline.rest(1);
                }
            }
        }
    }

    /** What there still is when all leases have had their time. */
    private CyclesReport.Left left() {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (true) {
            LedgerContents ledger = site.seats();
            CyclesReport.Left left = new CyclesReport.Left(ledger, site.inventory(ledger));
            if (left.isNothing() || deadline.isOver()) {
                return left;
            }
            Deadline.rest(100);
        }
    }

    @Override
    public void close() {
        site.close();
    }
}
