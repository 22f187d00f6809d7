package org.slotkeeper.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slotkeeper.history.InventoryContents.Claim;
import org.slotkeeper.history.LedgerContents.Owned;
import org.slotkeeper.history.LedgerContents.Seat;
import org.slotkeeper.history.Violation.Promise;

/** Whether the inventory says what the ledger says: to be asked until it does, and a broken promise if it never does. */
public final class Convergence {

    private Convergence() {}

    /** What still differs. */
    public static List<Violation> differences(LedgerContents ledger, InventoryContents inventory, long nowMillis) {
        List<Violation> found = new ArrayList<>();
        Set<Seat> owned = ledger.owned().stream().map(Owned::seat).collect(Collectors.toSet());
        for (Seat seat : ledger.seats()) {
            boolean isFree = inventory.free().contains(seat);
            Claim claim = inventory.claims().get(seat);
            boolean isOwned = owned.contains(seat);
            if (isFree && claim != null) {
                found.add(new Violation(Promise.I3_FREE_AND_CLAIMED, seat + " " + claim));
            } else if (isOwned && (isFree || claim != null)) {
                found.add(new Violation(
                        Promise.L1_INVENTORY_DIFFERS,
                        seat + " has an owner, the inventory says " + (isFree ? "free" : claim)));
            } else if (!isOwned && !isFree && !(claim != null && claim.isLiveHold(nowMillis))) {
                found.add(new Violation(
                        Promise.I5_SEAT_LEAKED,
                        seat + " has no owner, the inventory has " + (claim == null ? "none" : claim)));
            }
        }
        Set<Seat> published = Set.copyOf(ledger.seats());
        inventory.free().stream()
                .filter(seat -> !published.contains(seat))
                .forEach(seat -> found.add(new Violation(Promise.I3_NEVER_PUBLISHED, seat + " is free")));
        return found;
    }

    /** The slots of a practice's day that have a free seat. */
    public static Set<String> freeSlots(
            LedgerContents ledger, InventoryContents inventory, String practice, String day, long nowMillis) {
        Set<Seat> taken = ledger.owned().stream().map(Owned::seat).collect(Collectors.toSet());
        for (Map.Entry<Seat, Claim> claim : inventory.claims().entrySet()) {
            if (claim.getValue().isLiveHold(nowMillis)) {
                taken.add(claim.getKey());
            }
        }
        return ledger.seats().stream()
                .filter(seat -> seat.practice().equals(practice) && seat.day().equals(day) && !taken.contains(seat))
                .map(seat -> ledger.slotOf(seat).orElseThrow())
                .filter(slot -> !ledger.isWithdrawn(slot))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
