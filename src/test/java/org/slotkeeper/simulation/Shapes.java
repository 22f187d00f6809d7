package org.slotkeeper.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slotkeeper.booking.InMemoryLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Allocation;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;

/** What appointments over several seats look like: one seat in each slot, slot after slot, and a move leaves what it keeps where it is. */
final class Shapes {

    private final World world;
    private final Function<SlotId, Slot> slots;
    private final Map<AppointmentId, List<List<SlotId>>> places = new HashMap<>();

    /** @param slots all that were ever published */
    Shapes(World world, Function<SlotId, Slot> slots) {
        this.world = world;
        this.slots = slots;
    }

    void committed(Change change, InMemoryLedger ledger) {
        boolean unused =
                change.match(book -> booked(book, ledger), cancel -> true, amend -> true, this::moved, refuse -> true);
    }

    private boolean booked(Change.Book book, InMemoryLedger ledger) {
        check(book.id(), book.allocation());
        switch (book.allocation().slots().size()) {
            case 2 -> world.met(Sometimes.BOOKED_TWO_IN_A_ROW);
            case 3 -> world.met(Sometimes.BOOKED_THREE_IN_A_ROW);
            default -> {}
        }
        for (SlotId slot : book.allocation().slots()) {
            boolean isShared = ledger.appointments().stream()
                    .filter(one -> one.state().occupies() && !one.id().equals(book.id()))
                    .anyMatch(one -> one.slots().contains(slot));
            if (isShared) {
                world.met(Sometimes.PLACES_OF_A_SLOT_WERE_SHARED);
            }
        }
        return true;
    }

    private boolean moved(Change.Move move) {
        Appointment seen = move.seen();
        check(seen.id(), move.to());
        List<List<SlotId>> before = places.get(seen.id());
        boolean isBack = before.subList(0, before.size() - 1).contains(move.to().slots());
        List<SlotId> kept =
                move.to().slots().stream().filter(seen.slots()::contains).toList();
        for (SlotId slot : kept) {
            world.require(
                    seatIn(slot, move.to()).equals(seatIn(slot, seen.allocation())),
                    "S10",
                    () -> "moved within " + slot + ", which it keeps: " + seen.id());
        }
        if (!kept.isEmpty()) {
            world.met(isBack ? Sometimes.MOVED_BACK_AND_KEPT_A_PART : Sometimes.MOVED_AND_KEPT_A_PART);
        } else if (isBack) {
            world.met(Sometimes.MOVED_BACK);
        }
        before.add(move.to().slots());
        return true;
    }

    private static SeatId seatIn(SlotId slot, Allocation allocation) {
        return allocation.seats().get(allocation.slots().indexOf(slot));
    }

    private void check(AppointmentId id, Allocation allocation) {
        List<Slot> all = allocation.slots().stream().map(slots).toList();
        world.require(
                all.size() == allocation.seats().size(), "S10", () -> id + " has not one seat in each of its slots");
        for (int at = 0; at < all.size(); at++) {
            Slot slot = all.get(at);
            SeatId seat = allocation.seats().get(at);
            world.require(slot.hasSeat(seat.ordinal()), "S10", () -> id + " has " + seat + ", which is not in " + slot);
            boolean follows =
                    at == 0 || all.get(at - 1).time().end().equals(slot.time().start());
            world.require(follows, "S10", () -> id + " has slots that do not follow each other");
        }
        if (!places.containsKey(id)) {
            places.put(id, new ArrayList<>(List.of(allocation.slots())));
        }
    }
}
