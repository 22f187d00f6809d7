package org.slotkeeper.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slotkeeper.history.History.Sending;
import org.slotkeeper.history.InventoryContents.Claim;
import org.slotkeeper.history.LedgerContents.Owned;
import org.slotkeeper.history.LedgerContents.Seat;
import org.slotkeeper.history.Told.Verdict;
import org.slotkeeper.history.Violation.Promise;

/**
 * What must never be when faults have stopped, nobody asks any more and every hold is past its time: a published seat that has no owner and is not free. Each is told by its name, and with the hold
 * that had it last.
 */
public final class LeftBehind {

    private final LedgerContents ledger;
    private final InventoryContents inventory;
    private final List<Sending> done;

    private LeftBehind(LedgerContents ledger, InventoryContents inventory, List<Sending> sendings) {
        this.ledger = ledger;
        this.inventory = inventory;
        this.done = sendings.stream()
                .filter(sending -> sending.told().verdict() == Verdict.DONE)
                .toList();
    }

    public static List<Violation> of(LedgerContents ledger, InventoryContents inventory, List<Sending> sendings) {
        return new LeftBehind(ledger, inventory, sendings).violations();
    }

    private List<Violation> violations() {
        Set<Seat> owned = ledger.owned().stream().map(Owned::seat).collect(Collectors.toSet());
        List<Violation> found = new ArrayList<>();
        for (Seat seat : ledger.seats()) {
            if (!owned.contains(seat) && !inventory.free().contains(seat)) {
                Optional<Claim> claim = Optional.ofNullable(inventory.claims().get(seat));
                found.add(new Violation(
                        Promise.L1_SEAT_NOT_FREE,
                        seat + " has no owner, and in the inventory "
                                + claim.map(Claim::toString).orElse("no claim")));
                lastHoldOf(seat, claim)
                        .ifPresent(hold -> found.add(new Violation(Promise.I5_HOLD_NOT_GIVEN_BACK, told(seat, hold))));
            }
        }
        return found;
    }

    private Optional<Sending> lastHoldOf(Seat seat, Optional<Claim> claim) {
        return done.stream()
                .filter(sending -> sending.wish().kind() == Wish.Kind.HOLD)
                .filter(hold ->
                        claim.map(kept -> kept.key().equals(keyOf(hold))).orElseGet(() -> isOf(seat, hold)))
                .max(Comparator.comparingLong(Sending::endedNanos));
    }

    private boolean isOf(Seat seat, Sending hold) {
        return hold.told().appointment().slots().contains(ledger.slotOf(seat).orElseThrow());
    }

    private String told(Seat seat, Sending hold) {
        boolean isWithdrawn = done.stream()
                .anyMatch(sending -> sending.wish().kind() == Wish.Kind.WITHDRAW
                        && Auditor.keyOf(sending.wish().appointment()).equals(keyOf(hold)));
        return seat + (isWithdrawn ? " of a hold that was withdrawn: " : " of a hold that has expired: ") + hold;
    }

    private static String keyOf(Sending hold) {
        return Auditor.keyOf(hold.told().appointment().id());
    }
}
