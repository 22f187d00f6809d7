package org.slotkeeper.cycles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slotkeeper.cycles.Answers.Acknowledged;
import org.slotkeeper.cycles.FreedSlots.Canceller;
import org.slotkeeper.cycles.FreedSlots.Waits;
import org.slotkeeper.history.InventoryContents;
import org.slotkeeper.history.LedgerContents;
import org.slotkeeper.history.LeftBehind;
import org.slotkeeper.history.Violation;

/**
 * What came of all cycles.
 *
 * @param refused every answer but that it is done, by its reason
 * @param broken what must never be
 */
record CyclesReport(
        int bookings,
        int cancellations,
        Map<String, Integer> refused,
        Waits byOther,
        Waits bySame,
        List<Violated> broken,
        Duration took) {

    private static final int SHOWN_MAX = 5;

    /** What must never be, and each time that it was. */
    record Violated(String what, List<String> each) {}

    /** What both stores have once nobody asks any more. */
    record Left(LedgerContents ledger, InventoryContents inventory) {

        List<String> seatsNotFree() {
            return LeftBehind.of(ledger, inventory, List.of()).stream()
                    .map(Violation::evidence)
                    .toList();
        }

        List<String> rows() {
            return ledger.owned().stream().map(Object::toString).toList();
        }

        List<String> leases() {
            return inventory.claims().entrySet().stream().map(Object::toString).toList();
        }

        boolean isNothing() {
            return seatsNotFree().isEmpty() && rows().isEmpty() && leases().isEmpty();
        }
    }

    static CyclesReport of(Answers answers, FreedSlots freed, Map<String, String> states, Left left, Duration took) {
        List<Acknowledged> acknowledged = answers.acknowledged();
        List<Violated> broken = List.of(
                new Violated("slot given twice", freed.givenTwice()),
                new Violated("slot never to be had again", answers.neverHadAgain()),
                new Violated("cancelled, never seen free again", List.copyOf(freed.unseen())),
                new Violated("acknowledged booking lost", lost(acknowledged, states)),
                new Violated("acknowledged cancellation not done", standing(acknowledged, states)),
                new Violated("cancellation refused", answers.cancelsRefused()),
                new Violated("never answered", answers.neverAnswered()),
                new Violated("seat not free at the end", left.seatsNotFree()),
                new Violated("row in occupancy at the end", left.rows()),
                new Violated("lease left at the end", left.leases()));
        return new CyclesReport(
                answers.bookings(),
                answers.cancellations(),
                answers.otherwise(),
                freed.waits(Canceller.THE_OTHER_ENGINE),
                freed.waits(Canceller.THE_SAME_ENGINE),
                broken,
                took);
    }

    private static List<String> lost(List<Acknowledged> acknowledged, Map<String, String> states) {
        return acknowledged.stream()
                .map(Acknowledged::key)
                .filter(key -> !states.containsKey(key))
                .toList();
    }

    private static List<String> standing(List<Acknowledged> acknowledged, Map<String, String> states) {
        return acknowledged.stream()
                .filter(one -> one.isCancelled() && !"CANCELLED".equals(states.getOrDefault(one.key(), "CANCELLED")))
                .map(Acknowledged::key)
                .toList();
    }

    boolean isClean() {
        return broken.stream().allMatch(violated -> violated.each().isEmpty());
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(
                row("bookings acknowledged", bookings),
                row("cancellations acknowledged", cancellations),
                String.format("%-50s %10.1f", "cycles a second", cancellations * 1e9 / took.toNanos()),
                String.format("%-50s %10s %10s", "", "by other", "by same"),
                String.format("%-50s %,10d %,10d", "cancelled, over that engine", count(byOther), count(bySame)),
                row("free again after, ms: half of them", 0.5),
                row("  of 100 cancelled, 99", 0.99),
                row("  of 1,000 cancelled, 999", 0.999),
                row("  longest", 1.0),
                String.format(
                        "%-50s %,10d %,10d", "not within a second", byOther.overASecond(), bySame.overASecond())));
        refused.forEach((answer, count) -> lines.add(row("answered otherwise: " + answer, count)));
        for (Violated violated : broken) {
            lines.add(row("NEVER: " + violated.what(), violated.each().size()));
            violated.each().stream().limit(SHOWN_MAX).forEach(one -> lines.add("    " + one));
        }
        return String.join("\n", lines);
    }

    private static int count(Waits waits) {
        return waits.nanos().size();
    }

    private static String row(String name, int count) {
        return String.format("%-50s %,10d", name, count);
    }

    private String row(String name, double part) {
        return String.format("%-50s %,10.1f %,10.1f", name, byOther.millisAt(part), bySame.millisAt(part));
    }
}
