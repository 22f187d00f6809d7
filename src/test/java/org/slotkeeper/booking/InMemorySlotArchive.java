package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slotkeeper.booking.spi.SlotArchive;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.Slot;

/** The archive over a ledger in memory and the books that it has. */
public final class InMemorySlotArchive implements SlotArchive {

    private final InMemoryLedger ledger;
    private final Function<OdsCode, Optional<PracticeBook>> books;
    private final Set<LocalDate> mondaysTakenOut = new HashSet<>();

    public InMemorySlotArchive(InMemoryLedger ledger, Function<OdsCode, Optional<PracticeBook>> books) {
        this.ledger = ledger;
        this.books = books;
    }

    @Override
    public Future<SeatOwners> owners(Slot slot, Optional<Caller> reader) {
        Set<Integer> booked = new HashSet<>();
        Set<Integer> withdrawn = new HashSet<>();
        int first = slot.id().ordinal();
        for (int ordinal = first; ordinal < first + slot.capacity(); ordinal++) {
            SeatId seat = new SeatId(slot.id().practice(), slot.id().day(), ordinal);
            if (ledger.isOccupied(seat)) {
                (ledger.isWithdrawn(seat) ? withdrawn : booked).add(ordinal);
            }
        }
        boolean isForReader =
                reader.map(caller -> isInAppointmentOf(caller, slot)).orElse(false);
        return Future.succeededFuture(new SeatOwners(booked, withdrawn, isForReader));
    }

    @Override
    public Future<Optional<DayBook>> day(OdsCode practice, LocalDate day) {
        return Future.succeededFuture(books.apply(practice).flatMap(book -> book.day(day)));
    }

    public void takeOut(LocalDate monday) {
        mondaysTakenOut.add(monday);
    }

    @Override
    public Future<Boolean> isTakenOut(LocalDate day) {
        LocalDate monday = day.minusDays(day.getDayOfWeek().getValue() - 1L);
        return Future.succeededFuture(mondaysTakenOut.contains(monday));
    }

    @Override
    public Future<List<Care>> cares(OdsCode practice) {
        return Future.succeededFuture(
                books.apply(practice).map(PracticeBook::cares).map(List::copyOf).orElse(List.of()));
    }

    private boolean isInAppointmentOf(Caller reader, Slot slot) {
        return ledger.appointments().stream()
                .filter(appointment ->
                        reader instanceof Caller.Patient || appointment.state().occupies())
                .filter(appointment -> appointment.slots().contains(slot.id()))
                .anyMatch(appointment -> ledger.isFor(reader, appointment));
    }
}
