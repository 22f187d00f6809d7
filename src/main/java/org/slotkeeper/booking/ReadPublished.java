package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slotkeeper.booking.SlotNow.Seats;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SlotArchive;
import org.slotkeeper.booking.spi.SlotArchive.SeatOwners;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.BookingRules;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.Slot;
import org.slotkeeper.domain.schedule.SlotId;

/**
 * Shows what practices have published to those who know its address, because an answer named it. A
 * slot is shown to whom a search would show it, and to whom an appointment or a hold in it is
 * shown. Who works where at a practice is no secret.
 */
public final class ReadPublished {

    private static final int FETCHES_MAX = 3;

    private final PracticeBooks books;
    private final SlotInventory inventory;
    private final SlotArchive archive;
    private final Clock clock;

    public ReadPublished(PracticeBooks books, SlotInventory inventory, SlotArchive archive, Clock clock) {
        this.books = books;
        this.inventory = inventory;
        this.archive = archive;
        this.clock = clock;
    }

    /**
     * Care that a practice has published.
     *
     * @param book the practice's book at hand
     * @param isInBook whether it is in the book; if not, it was promised on days that are over
     */
    public record PublishedCare(PracticeBook book, List<Care> cares, boolean isInBook) {
        public PublishedCare {
            cares = List.copyOf(cares);
        }
    }

    /** Who asks for a slot, and when. */
    private record Look(SlotId id, Caller caller, Instant now) {}

    /**
     * The slot as it is at this instant; refused if it is embargoed, or if there is none for the
     * caller's eyes.
     */
    public Future<Outcome<SlotNow>> slot(SlotId id, Caller caller) {
        Look look = new Look(id, caller, clock.instant());
        return books.find(id.practice()).compose(book -> book.isEmpty() ? unknownSlot() : lookIn(book.get(), look, 1));
    }

    public Future<Optional<Practice>> practice(OdsCode practice) {
        return books.find(practice).map(book -> book.map(PracticeBook::practice));
    }

    /** All the care of this practice that is wanted; empty if there never was any. */
    public Future<Optional<PublishedCare>> care(OdsCode practice, Predicate<Care> wanted) {
        return books.find(practice).compose(book -> {
            if (book.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            List<Care> current = book.get().cares().stream().filter(wanted).toList();
            return current.isEmpty()
                    ? pastCare(book.get(), wanted)
                    : Future.succeededFuture(Optional.of(new PublishedCare(book.get(), current, true)));
        });
    }

    private Future<Optional<PublishedCare>> pastCare(PracticeBook book, Predicate<Care> wanted) {
        return archive.cares(book.practice().odsCode()).map(all -> {
            List<Care> past = all.stream().filter(wanted).toList();
            return past.isEmpty() ? Optional.empty() : Optional.of(new PublishedCare(book, past, false));
        });
    }

    private Future<Outcome<SlotNow>> lookIn(PracticeBook book, Look look, int fetches) {
        boolean isBeforeBook =
                book.day(look.id().day()).isEmpty() && look.id().day().isBefore(London.dayOf(look.now()));
        if (isBeforeBook) {
            return archive.day(look.id().practice(), look.id().day())
                    .compose(day -> show(
                            day.flatMap(found -> found.slot(look.id().ordinal())), book.practice(), Seats.NONE, look));
        }
        return inventory
                .availability(look.id().practice(), List.of(look.id().day()), look.now())
                .compose(free -> free.layoutVersion() > book.layoutVersion() && fetches < FETCHES_MAX
                        ? lookAgain(book, free.layoutVersion(), look, fetches)
                        : show(
                                book.slot(look.id()),
                                book.practice(),
                                book.day(look.id().day())
                                        .map(day -> Seats.of(day, free.on(day.day())))
                                        .orElse(Seats.NONE),
                                look));
    }

    private Future<Outcome<SlotNow>> lookAgain(PracticeBook old, int version, Look look, int fetches) {
        return books.find(old.practice().odsCode(), version)
                .compose(newer -> lookIn(newer.orElse(old), look, fetches + 1));
    }

    private Future<Outcome<SlotNow>> show(Optional<Slot> found, Practice practice, Seats seats, Look look) {
        if (found.isEmpty()) {
            return unknownSlot();
        }
        Slot slot = found.get();
        boolean isAdmitted = isAdmitted(slot, practice, look);
        return archive.owners(slot, isAdmitted ? Optional.empty() : Optional.of(look.caller()))
                .compose(owners -> isAdmitted || owners.isInReadersAppointment()
                        ? Future.succeededFuture(Outcome.done(stateOf(slot, practice, seats, owners, look)))
                        : showToHolder(slot, practice, seats, owners, look));
    }

    private Future<Outcome<SlotNow>> showToHolder(
            Slot slot, Practice practice, Seats seats, SeatOwners owners, Look look) {
        return isHeldBy(look, slot)
                .map(isTheirs -> isTheirs
                        ? Outcome.done(stateOf(slot, practice, seats, owners, look))
                        : Outcome.refused(hidden(slot, practice, look)));
    }

    private static boolean isAdmitted(Slot slot, Practice practice, Look look) {
        boolean isOwnStaff = look.caller().isPractice();
        return slot.audience().admits(look.caller(), practice.odsCode())
                && (isOwnStaff || !slot.isEmbargoedAt(look.now()));
    }

    /** To those it is for, an embargo is no secret: a search says the same. */
    private static Refusal hidden(Slot slot, Practice practice, Look look) {
        return slot.audience().admits(look.caller(), practice.odsCode())
                ? new Refusal.Embargoed(slot.releasedAt())
                : new Refusal.Plain(Reason.SLOT_UNKNOWN);
    }

    /**
     * What the slot's practice has published may have changed since the hold was placed: the hold
     * is still shown, and names its slot.
     */
    private Future<Boolean> isHeldBy(Look look, Slot slot) {
        Optional<Caller.Patient> self = look.caller().patient();
        if (self.isEmpty()) {
            return Future.succeededFuture(false);
        }
        return inventory
                .holdOf(look.id().practice(), self.get().nhsNumber(), look.now())
                .map(held -> held.filter(seats ->
                                seats.id().origin().day().equals(look.id().day()))
                        .map(seats -> seats.ordinals().stream().anyMatch(slot::hasSeat))
                        .orElse(false));
    }

    private static SlotNow stateOf(Slot slot, Practice practice, Seats seats, SeatOwners owners, Look look) {
        boolean isBookable = BookingRules.refusalToShow(slot, practice, look.caller(), look.now())
                .isEmpty();
        boolean isOver = !look.now().isBefore(slot.time().start());
        return SlotNow.of(slot, seats, owners, isBookable, isOver);
    }

    private static Future<Outcome<SlotNow>> unknownSlot() {
        return Future.succeededFuture(Outcome.refused(new Refusal.Plain(Reason.SLOT_UNKNOWN)));
    }
}
