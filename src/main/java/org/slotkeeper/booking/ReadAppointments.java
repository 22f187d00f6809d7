package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.AppointmentLedger.Listing;
import org.slotkeeper.booking.spi.AppointmentLedger.Reader;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/**
 * Shows appointments, and a patient's own live hold, to those who may see them. Each look is in the
 * audit trail.
 */
public final class ReadAppointments {

    private final AppointmentLedger ledger;
    private final SlotInventory inventory;
    private final PracticeBooks books;
    private final SlotsOfSeats slotsOfSeats;
    private final Clock clock;

    ReadAppointments(AppointmentLedger ledger, SlotInventory inventory, PracticeBooks books, Clock clock) {
        this.ledger = ledger;
        this.inventory = inventory;
        this.books = books;
        this.slotsOfSeats = new SlotsOfSeats(books);
        this.clock = clock;
    }

    public Future<Outcome<Entry>> read(AppointmentId id, Command.From from) {
        Optional<Refusal> forbidden = Permission.refusalToRead(from.caller());
        if (forbidden.isPresent()) {
            return Future.succeededFuture(Outcome.refused(forbidden.get()));
        }
        return ledger.read(id, readerOf(from)).compose(found -> {
            if (found.isPresent()) {
                return Future.succeededFuture(Outcome.done(new Entry.Recorded(found.get())));
            }
            return from.caller()
                    .patient()
                    .map(self -> readHoldIfKnown(id, self.nhsNumber(), from))
                    .orElseGet(ReadAppointments::unknown);
        });
    }

    /**
     * What to list.
     *
     * @param isWithHold whether the patient's live hold is asked for too
     */
    public record Wanted(NhsNumber patient, Listing listing, boolean isWithHold) {}

    /**
     * A page of what one patient has, soonest first; a patient's own only, unless the caller is an
     * organisation.
     */
    public Future<Outcome<AppointmentPage>> list(Wanted wanted, Command.From from) {
        Optional<Refusal> forbidden = Permission.refusalToRead(from.caller());
        if (forbidden.isPresent()) {
            return Future.succeededFuture(Outcome.refused(forbidden.get()));
        }
        boolean isOther = from.caller()
                .patient()
                .map(self -> !self.nhsNumber().equals(wanted.patient()))
                .orElse(false);
        if (isOther) {
            return Future.succeededFuture(Outcome.refused(new Refusal.Plain(Reason.FORBIDDEN)));
        }
        // Asked first: a hold that is confirmed in between is then met twice, as the same entry,
        // and not missed.
        Future<List<Hold>> holds =
                wanted.isWithHold() ? liveHolds(wanted.patient(), from) : Future.succeededFuture(List.of());
        return holds.compose(live -> ledger.list(wanted.patient(), wanted.listing(), readerOf(from))
                .map(listed -> {
                    AppointmentPage page = AppointmentPage.of(listed);
                    for (Hold hold : live) {
                        page = page.with(Optional.of(hold), wanted.listing());
                    }
                    return Outcome.done(page);
                }));
    }

    /**
     * The patient's live holds of which the caller may know. A practice is asked for its own,
     * everybody else finds them wherever they are.
     */
    private Future<List<Hold>> liveHolds(NhsNumber patient, Command.From from) {
        Instant now = clock.instant();
        Future<Set<OdsCode>> practices = from.caller()
                .match(
                        self -> practicesWithHolds(patient, self.registeredAt(), now),
                        own -> Future.succeededFuture(Set.of(own.organisation())),
                        other -> practicesWithHolds(patient, Optional.empty(), now));
        return practices.compose(some -> liveHoldsAt(some, patient, from.caller(), now));
    }

    private Future<Set<OdsCode>> practicesWithHolds(NhsNumber patient, Optional<OdsCode> registeredAt, Instant now) {
        return inventory.practicesWithHoldsOf(patient, now).map(noted -> {
            Set<OdsCode> practices = new LinkedHashSet<>(noted);
            registeredAt.ifPresent(practices::add);
            return practices;
        });
    }

    private Future<List<Hold>> liveHoldsAt(Set<OdsCode> practices, NhsNumber patient, Caller caller, Instant now) {
        List<Future<Optional<Hold>>> each = practices.stream()
                .map(practice -> books.find(practice)
                        .compose(book -> book.isEmpty()
                                ? Future.succeededFuture(Optional.<Hold>empty())
                                : liveHold(practice, patient, caller, now)))
                .toList();
        return Future.all(each).map(all -> all.<Optional<Hold>>list().stream()
                .flatMap(Optional::stream)
                .toList());
    }

    private Future<Optional<Hold>> liveHold(OdsCode practice, NhsNumber patient, Caller caller, Instant now) {
        return inventory.holdOf(practice, patient, now).compose(held -> {
            boolean isTold = held.map(seats -> Permission.mayKnowOf(seats, patient, caller, inventory))
                    .orElse(false);
            return isTold
                    ? holdOf(held.get(), patient).map(Optional::of)
                    : Future.succeededFuture(Optional.<Hold>empty());
        });
    }

    /**
     * The inventory is not asked for a practice that there is not: it would begin to remember it.
     */
    private Future<Outcome<Entry>> readHoldIfKnown(AppointmentId id, NhsNumber patient, Command.From from) {
        return books.find(id.practice()).compose(book -> book.isEmpty() ? unknown() : readHold(id, patient, from));
    }

    private Future<Outcome<Entry>> readHold(AppointmentId id, NhsNumber patient, Command.From from) {
        return inventory.findHold(id, clock.instant()).compose(held -> {
            boolean isTheirs = held.map(seats -> seats.patient().equals(inventory.markOf(patient)))
                    .orElse(false);
            return isTheirs
                    ? holdOf(held.get(), patient).map(hold -> Outcome.done(new Entry.Held(hold)))
                    : readConfirmed(id, from);
        });
    }

    /**
     * A hold that was confirmed after the ledger was read, and before the inventory was asked, is
     * in neither.
     */
    private Future<Outcome<Entry>> readConfirmed(AppointmentId id, Command.From from) {
        return ledger.read(id, readerOf(from))
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(Outcome.done(new Entry.Recorded(found.get())))
                        : unknown());
    }

    private Future<Hold> holdOf(HeldSeats held, NhsNumber patient) {
        return books.find(held.id().practice()).compose(book -> slotsOfSeats.hold(held, book.orElseThrow(), patient));
    }

    private Reader readerOf(Command.From from) {
        Instant now = clock.instant();
        return new Reader(from.caller(), from.requestId(), now);
    }

    private static Future<Outcome<Entry>> unknown() {
        return Future.succeededFuture(Outcome.refused(new Refusal.Plain(Reason.APPOINTMENT_UNKNOWN)));
    }
}
