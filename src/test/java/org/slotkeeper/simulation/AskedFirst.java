package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.AppointmentId;
import org.slotkeeper.domain.SlotId;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.LedgerTruth.Occupied;

/** Sees to it that a suspect is given back only after the ledger has said that none of its seats has an owner. */
final class AskedFirst {

    private final World world;
    private final Set<SlotId> free = new HashSet<>();

    AskedFirst(World world) {
        this.world = world;
    }

    /** The ledger, as those who settle claims ask it. */
    LedgerTruth hearing(LedgerTruth truth) {
        return Ports.inFront(
                LedgerTruth.class,
                truth,
                (method, arguments) ->
                        method.equals("occupied") ? Optional.of(occupied(truth, arguments)) : Optional.empty());
    }

    @SuppressWarnings("unchecked")
    private Future<Occupied> occupied(LedgerTruth truth, Object[] arguments) {
        LocalDate day = (LocalDate) arguments[1];
        List<Integer> ordinals = (List<Integer>) arguments[2];
        return truth.occupied(Surgery.PRACTICE, day, ordinals).onSuccess(owned -> {
            world.met(owned.ordinals().isEmpty() ? Sometimes.SUSPECT_WAS_FREE : Sometimes.SUSPECT_WAS_BOOKED);
            if (owned.ordinals().isEmpty()) {
                ordinals.forEach(ordinal -> free.add(new SlotId(Surgery.PRACTICE, day, ordinal)));
            }
        });
    }

    /** The inventory, as those who settle claims give back to it. */
    SlotInventory guarding(SlotInventory inventory) {
        return Ports.inFront(SlotInventory.class, inventory, (method, arguments) -> {
            if (method.equals("withdraw")) {
                AppointmentId claim = (AppointmentId) arguments[0];
                world.require(
                        free.remove(claim.origin()),
                        "ASK",
                        () -> claim + " is given back, and the ledger did not say so");
            }
            return Optional.empty();
        });
    }
}
