package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.TimeLimit;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.BookingRules;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.Slot;

/**
 * Asks the inventory for seats in the slots that a caller named, after the rules: the one step that
 * holding, booking and moving have in common.
 */
final class ClaimSlots {

    private static final int FETCHES_MAX = 3;
    private static final int ALTERNATIVE_DAYS = 3;
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);
    private static final Duration DIARY_WITHIN = Duration.ofMillis(300);

    private final PracticeBooks books;
    private final SlotsOfSeats slotsOfSeats;
    private final SlotInventory inventory;
    private final AppointmentLedger ledger;
    private final TimeLimit timeLimit;
    private final RefuseForGood refuseForGood;
    private final OwnAppointments ownAppointments;
    private final BookingSettings settings;

    ClaimSlots(BookingPorts ports, RefuseForGood refuseForGood, BookingSettings settings) {
        this.books = ports.books();
        this.slotsOfSeats = new SlotsOfSeats(books);
        this.inventory = ports.inventory();
        this.ledger = ports.ledger();
        this.timeLimit = ports.timeLimit();
        this.refuseForGood = refuseForGood;
        this.ownAppointments = new OwnAppointments(ports);
        this.settings = settings;
    }

    /**
     * @param replaces the patient's appointment that these slots are to replace: those it has
     * already it keeps, with the seats it has in them
     */
    record Wish(Attempt attempt, SlotChoice choice, Claim.Kind kind, Optional<Appointment> replaces) {

        private Request request() {
            return attempt.request();
        }

        /** For the audit trail. */
        String operation() {
            String taking = kind == Claim.Kind.HOLD ? "hold" : "book";
            return replaces.isPresent() ? "move" : taking;
        }

        /** The seat that the appointment has in this slot already. */
        private Optional<Integer> ownSeatIn(Slot slot) {
            return replaces.flatMap(own -> {
                int at = own.slots().indexOf(slot.id());
                return at < 0
                        ? Optional.empty()
                        : Optional.of(own.seats().get(at).ordinal());
            });
        }

        boolean isAllIn(List<Slot> slots) {
            return slots.size() == choice.slots().size();
        }

        /** Of the appointment that the slots are for. */
        String key() {
            return replaces.map(own -> own.id().key()).orElseGet(() -> request().appointmentKey());
        }

        /** Those of the slots that are to be had and not there yet. */
        List<Slot> gained(List<Slot> slots) {
            return slots.stream().filter(slot -> ownSeatIn(slot).isEmpty()).toList();
        }

        /** A seat in each of the slots: those that were claimed, and those that are kept. */
        List<Integer> seatsIn(List<Slot> slots, List<Integer> claimed) {
            Iterator<Integer> next = claimed.iterator();
            return slots.stream()
                    .map(slot -> ownSeatIn(slot).orElseGet(next::next))
                    .toList();
        }
    }

    /**
     * Fails while the inventory is away, but for a request that the ledger has met: how that ended,
     * the ledger knows.
     */
    Future<ClaimEnd> claim(Wish wish) {
        return books.find(wish.choice().slots().get(0).practice())
                .compose(book ->
                        claimIn(book, wish, new Tries(1, Optional.empty())).compose(end -> explained(end, book, wish)));
    }

    /** A refusal for what the patient has already names it. */
    private Future<ClaimEnd> explained(ClaimEnd end, Optional<PracticeBook> book, Wish wish) {
        Optional<Refusal> refusal = end.refusal();
        if (refusal.isEmpty()) {
            return Future.succeededFuture(end);
        }
        List<Slot> slots = book.map(known -> slotsIn(known, wish)).orElse(List.of());
        if (slots.isEmpty()) {
            return Future.succeededFuture(end);
        }
        return ownAppointments
                .named(
                        refusal.get(),
                        wish.attempt(),
                        slots.get(0).id().practice(),
                        Appointment.Allocation.timeOf(slots),
                        wish.replaces().map(Appointment::id))
                .map(ClaimEnd.Lost::new);
    }

    private static List<Slot> slotsIn(PracticeBook book, Wish wish) {
        return wish.choice().slots().stream()
                .flatMap(id -> book.slot(id).stream())
                .sorted(Comparator.comparing(slot -> slot.time().start()))
                .toList();
    }

    /**
     * @param fetches how often the book was fetched
     * @param again an earlier try of the request that the ledger has not met
     */
    private record Tries(int fetches, Optional<ClaimAnswer.Met> again) {}

    private Future<ClaimEnd> claimIn(Optional<PracticeBook> known, Wish wish, Tries tries) {
        if (known.isEmpty()) {
            return lost(new Refusal.Plain(Reason.SLOT_UNKNOWN));
        }
        PracticeBook book = known.get();
        List<Slot> slots = slotsIn(book, wish);
        Optional<Refusal> verdict = wish.isAllIn(slots)
                ? verdictOn(slots, book, wish)
                : Optional.of(new Refusal.Plain(Reason.SLOT_UNKNOWN));
        return objection(verdict, slots, book, wish).compose(refusal -> claim(refusal, slots, book, wish, tries));
    }

    /**
     * What is booked the ledger is asked in the booking itself; of a hold the patient is to hear at
     * once what would be refused when it is confirmed.
     */
    private Future<Optional<Refusal>> objection(
            Optional<Refusal> verdict, List<Slot> slots, PracticeBook book, Wish wish) {
        if (verdict.isPresent() || wish.kind() != Claim.Kind.HOLD) {
            return Future.succeededFuture(verdict);
        }
        Future<Optional<Refusal>> objection = ledger.objection(new AppointmentLedger.Room(
                book.practice().odsCode(),
                wish.attempt().patient(),
                Appointment.Allocation.timeOf(slots),
                book.practice().rules().appointmentsPerPatientMax(),
                wish.attempt().now(),
                wish.request().deadline()));
        // Patients can hold while the ledger is away.
        return timeLimit.within(DIARY_WITHIN, objection).otherwise(Optional.empty());
    }

    private Future<ClaimEnd> claim(
            Optional<Refusal> verdict, List<Slot> slots, PracticeBook book, Wish wish, Tries tries) {
        return inventory
                .claim(claimOf(slots, book, wish, verdict), tries.again())
                .transform(asked -> asked.succeeded()
                        ? follow(asked.result(), book, slots, wish, tries)
                        : withoutInventory(asked.cause(), book.practice().odsCode(), wish));
    }

    private Future<ClaimEnd> withoutInventory(Throwable away, OdsCode practice, Wish wish) {
        // A hold never goes to the ledger.
        if (wish.kind() == Claim.Kind.HOLD) {
            return Future.failedFuture(away);
        }
        return LedgerOutcomes.ofMet(ledger, practice, wish.request(), () -> Future.failedFuture(away))
                .map(ClaimEnd.Settled::new);
    }

    private Future<ClaimEnd> settle(OdsCode practice, Wish wish, Refusal refusal) {
        return refuseForGood
                .refuseInstead(new Change.Refuse(
                        practice,
                        wish.operation(),
                        wish.request(),
                        refusal,
                        wish.attempt().now()))
                .map(ClaimEnd.Settled::new);
    }

    private Optional<Refusal> verdictOn(List<Slot> slots, PracticeBook book, Wish wish) {
        if (slots.size() > settings.slotsPerAppointmentMax()) {
            return Optional.of(new Refusal.Plain(Reason.NOT_ADJACENT));
        }
        Optional<Refusal> byRule = BookingRules.refusalOf(
                slots,
                wish.gained(slots),
                book.practice(),
                wish.request().caller(),
                wish.attempt().now());
        if (byRule.isPresent()) {
            return byRule;
        }
        SlotChoice choice = wish.choice();
        return choice.elementOtherThan(Appointment.Allocation.timeOf(slots)).isPresent()
                ? Optional.of(new Refusal.Plain(Reason.TIME_MISMATCH))
                : choice.statement().contradiction(wish.replaces(), slots).map(Refusal.ElementMismatch::new);
    }

    private Claim claimOf(List<Slot> slots, PracticeBook book, Wish wish, Optional<Refusal> verdict) {
        LocalDate day = wish.choice().slots().get(0).day();
        List<Claim.Places> places = verdict.isPresent()
                ? List.of()
                : wish.gained(slots).stream()
                        .map(slot ->
                                new Claim.Places(slot.id().ordinal(), slot.capacity(), retiredPlacesOf(slot, book)))
                        .toList();
        Duration lease = wish.kind() == Claim.Kind.HOLD ? settings.holdTimeToLive() : settings.confirmLease();
        return new Claim(
                wish.attempt(),
                new Claim.AdjacentSlots(book.practice().odsCode(), day, book.layoutVersion(), places),
                wish.kind(),
                wish.key(),
                lease,
                verdict,
                book.days().tailMap(day, true).keySet().stream()
                        .limit(ALTERNATIVE_DAYS)
                        .toList());
    }

    private static int retiredPlacesOf(Slot slot, PracticeBook book) {
        return book.day(slot.id().day())
                .map(day -> day.retiredPlacesOf(slot.id().ordinal()))
                .orElse(0);
    }

    private Future<ClaimEnd> follow(ClaimAnswer answer, PracticeBook book, List<Slot> slots, Wish wish, Tries tries) {
        return answer.match(new ClaimAnswer.Cases<>() {
            @Override
            public Future<ClaimEnd> claimed(ClaimAnswer.Claimed claimed) {
                // An earlier try went by a book that is newer than this one.
                if (!wish.isAllIn(slots)) {
                    return refetch(new ClaimAnswer.StaleLayout(book.layoutVersion() + 1), book, wish, tries);
                }
                return Future.succeededFuture(new ClaimEnd.Won(
                        book.practice(),
                        slots,
                        Appointment.Allocation.in(slots, wish.seatsIn(slots, claimed.ordinals())),
                        claimed.expiresAt()));
            }

            @Override
            public Future<ClaimEnd> denied(ClaimAnswer.Denied denied) {
                if (!wish.isAllIn(slots) && denied.isTaken()) {
                    return refetch(new ClaimAnswer.StaleLayout(book.layoutVersion() + 1), book, wish, tries);
                }
                return refusalIn(denied, book, slots, wish).map(ClaimEnd.Lost::new);
            }

            @Override
            public Future<ClaimEnd> unsure(ClaimAnswer.Denied denied) {
                return refusalIn(denied, book, slots, wish)
                        .compose(refusal -> settle(book.practice().odsCode(), wish, refusal));
            }

            @Override
            public Future<ClaimEnd> running() {
                return metOr(book, wish, ClaimSlots::tooEarly);
            }

            @Override
            public Future<ClaimEnd> met(ClaimAnswer.Met met) {
                // Where a try that was asked about is met again, another one has been quicker.
                return metOr(
                        book,
                        wish,
                        () -> tries.again().isPresent()
                                ? tooEarly()
                                : claimIn(Optional.of(book), wish, new Tries(tries.fetches(), Optional.of(met))));
            }

            @Override
            public Future<ClaimEnd> staleLayout(ClaimAnswer.StaleLayout stale) {
                return refetch(stale, book, wish, tries);
            }
        });
    }

    /** What came of an earlier try, if the ledger has met it, and otherwise this. */
    private Future<ClaimEnd> metOr(PracticeBook book, Wish wish, Supplier<Future<ClaimEnd>> otherwise) {
        return ledger.answerTo(book.practice().odsCode(), wish.request())
                .compose(met -> met.map(LedgerOutcomes::ofStored)
                        .<Future<ClaimEnd>>map(outcome -> Future.succeededFuture(new ClaimEnd.Settled(outcome)))
                        .orElseGet(otherwise));
    }

    private static Future<ClaimEnd> tooEarly() {
        return lost(new Refusal.TooEarly(TRY_AGAIN_AFTER));
    }

    private Future<Refusal> refusalIn(ClaimAnswer.Denied denied, PracticeBook book, List<Slot> slots, Wish wish) {
        return denied.match(
                taken -> Future.succeededFuture(new Refusal.SlotTaken(Alternatives.to(
                        wish.gained(slots).get(0),
                        book,
                        taken.free(),
                        wish.request().caller(),
                        taken.asOf()))),
                refused -> Future.succeededFuture(refused.refusal()),
                own -> slotsOfSeats
                        .hold(own.hold(), book, wish.attempt().patient())
                        .map(hold -> new Refusal.ByOwnHold(own.reason(), hold)));
    }

    private Future<ClaimEnd> refetch(ClaimAnswer.StaleLayout stale, PracticeBook book, Wish wish, Tries tries) {
        if (tries.fetches() >= FETCHES_MAX) {
            return Future.failedFuture("the book of " + book.practice().odsCode() + " stays at version "
                    + book.layoutVersion() + ", the inventory is at " + stale.layoutVersion());
        }
        return books.find(book.practice().odsCode(), stale.layoutVersion())
                .compose(newer -> claimIn(newer, wish, new Tries(tries.fetches() + 1, tries.again())));
    }

    private static Future<ClaimEnd> lost(Refusal refusal) {
        return Future.succeededFuture(new ClaimEnd.Lost(refusal));
    }
}
