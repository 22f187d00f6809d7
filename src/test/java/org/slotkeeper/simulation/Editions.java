package org.slotkeeper.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.booking.InMemoryLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;

/** Holds what is given against what the practice has published by then: what was taken out goes to nobody new. */
final class Editions {

    private final World world;
    private final SessionsSite sessions;
    private final InMemoryLedger ledger;
    /** By the key of an appointment, what was claimed for it though it was taken out. */
    private final Map<String, List<SlotId>> takenOut = new HashMap<>();

    Editions(World world, SessionsSite sessions, InMemoryLedger ledger) {
        this.world = world;
        this.sessions = sessions;
        this.ledger = ledger;
    }

    /** The inventory has given seats, by what it and the engine know; the ledger may know better. */
    void claimed(Claim claim) {
        DayBook day = sessions.book(claim.layoutVersion()).day(claim.day()).orElseThrow();
        List<SlotId> slots = claim.slots().stream()
                .map(places -> new SlotId(claim.practice(), claim.day(), places.firstOrdinal()))
                .toList();
        for (SlotId id : slots) {
            Slot slot = day.slot(id.ordinal()).orElseThrow();
            world.require(
                    slot.audience().admits(claim.request().caller(), Surgery.PRACTICE),
                    "S9",
                    () -> id + " is for others by the version that was asked");
        }
        takenOut.put(claim.key(), slots.stream().filter(this::isTakenOut).toList());
    }

    /** As many places or more are retired as have no owner. */
    private boolean isTakenOut(SlotId id) {
        DayBook day = sessions.book().day(id.day()).orElseThrow();
        Slot slot = day.slot(id.ordinal()).orElseThrow();
        long free = java.util.stream.IntStream.range(id.ordinal(), id.ordinal() + slot.capacity())
                .filter(ordinal -> !ledger.isOccupied(new SeatId(id.practice(), id.day(), ordinal)))
                .count();
        return day.retiredPlacesOf(id.ordinal()) > 0 && free <= day.retiredPlacesOf(id.ordinal());
    }

    void committed(Change change) {
        boolean unused = change.match(
                book -> given(book.id(), book.allocation(), List.of()),
                cancel -> true,
                amend -> true,
                move -> given(move.seen().id(), move.to(), move.seen().slots()),
                refuse -> true);
    }

    private boolean given(AppointmentId id, Appointment.Allocation allocation, List<SlotId> before) {
        for (SlotId slot : allocation.slots()) {
            boolean isGained = !before.contains(slot);
            world.require(
                    !isGained || !takenOut.getOrDefault(id.key(), List.of()).contains(slot),
                    "S9",
                    () -> slot + " was claimed after it was taken out, and is " + id + "'s");
            if (isGained) {
                checkClinician(slot);
            }
        }
        return true;
    }

    /** No edit makes a session larger than it was at the start: nobody sees more at a time than then. */
    private void checkClinician(SlotId id) {
        Slot slot = sessions.book().slot(id).orElseThrow();
        long seen = ledger.appointments().stream()
                .filter(one -> one.state().occupies() && one.day().equals(id.day()))
                .filter(one -> one.slots().stream()
                        .map(other -> sessions.book().slot(other).orElseThrow())
                        .anyMatch(other -> other.session().equals(slot.session())
                                && other.time().overlaps(slot.time())))
                .count();
        Optional<Integer> places = sessions.book(1).day(id.day()).orElseThrow().runs().stream()
                .filter(run -> run.session().equals(slot.session()))
                .map(run -> run.capacity())
                .findFirst();
        world.require(
                seen <= places.orElseThrow(),
                "S9",
                () -> seen + " patients see one clinician at " + slot.time().start());
    }
}
