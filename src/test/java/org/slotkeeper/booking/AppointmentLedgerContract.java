package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.CLINIC;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.LIMIT;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;
import static org.slotkeeper.booking.LedgerWorld.NOW;
import static org.slotkeeper.booking.LedgerWorld.amend;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.organisation;
import static org.slotkeeper.booking.LedgerWorld.otherContent;
import static org.slotkeeper.booking.LedgerWorld.practiceSystem;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.seats;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.slots;
import static org.slotkeeper.booking.LedgerWorld.timeOf;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.Booker;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SeatId;

/** What every ledger does, whatever it is made of. */
public interface AppointmentLedgerContract extends RefusedForGoodContract, AppointmentListContract {

    /** Takes seats for the practice itself. */
    void withdraw(OdsCode practice, List<Integer> ordinals);

    @Test
    default void aBookedAppointmentIsRead() {
        OdsCode practice = publishedPractice();
        Change.Book wanted = wanted(practice, newPatient(), 3);

        LedgerAnswer answer = book(wanted);

        assertThat(answer).isInstanceOfSatisfying(LedgerAnswer.Recorded.class, recorded -> {
            assertThat(recorded.version()).isEqualTo(1);
            assertThat(recorded.recordedAt()).isEqualTo(NOW);
        });
        Appointment found = readBy(self(wanted.patient()), wanted.id()).orElseThrow();
        assertThat(found.state()).isEqualTo(Appointment.State.BOOKED);
        assertThat(found.slots()).isEqualTo(slots(practice, DAY, 3));
        assertThat(found.time()).isEqualTo(wanted.time());
        assertThat(found.care().clinician()).isEqualTo("Dr Ada Brown");
        assertThat(found.notes()).isEqualTo(wanted.notes());
        assertThat(outcomesNoted(wanted.request())).containsExactly("RECORDED");
    }

    @Test
    default void aSeatInASlotWithManyPlacesNamesItsSlot() {
        OdsCode practice = publishedPractice();
        Change.Book wanted = wanted(practice, newPatient(), CLINIC + 5);

        assertThat(book(wanted)).isInstanceOf(LedgerAnswer.Recorded.class);

        Appointment found = readBy(self(wanted.patient()), wanted.id()).orElseThrow();
        assertThat(found.seats()).isEqualTo(seats(practice, DAY, CLINIC + 5));
        assertThat(found.slots()).isEqualTo(slots(practice, DAY, CLINIC + 3));
        assertThat(found.care().serviceType()).isEqualTo("Flu vaccination");
    }

    @Test
    default void theSecondToBookASeatIsRefused() {
        OdsCode practice = publishedPractice();
        assertThat(book(wanted(practice, newPatient(), 3))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(reasonOf(book(wanted(practice, newPatient(), 3)))).isEqualTo(Reason.SLOT_TAKEN);
    }

    @Test
    default void adjacentSlotsAreTakenAllOrNone() {
        OdsCode practice = publishedPractice();
        assertThat(book(wanted(practice, newPatient(), 4))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(reasonOf(book(wanted(practice, newPatient(), 3, 4, 5)))).isEqualTo(Reason.SLOT_TAKEN);
        assertThat(book(wanted(practice, newPatient(), 3))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(book(wanted(practice, newPatient(), 5))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    @Test
    default void aWithdrawnSeatIsTaken() {
        OdsCode practice = publishedPractice();
        withdraw(practice, List.of(7));

        assertThat(reasonOf(book(wanted(practice, newPatient(), 7)))).isEqualTo(Reason.SLOT_TAKEN);
    }

    @Test
    default void theSameRequestIsToldTheSameAgain() {
        Change.Book wanted = wanted(publishedPractice(), newPatient(), 3);
        assertThat(book(wanted)).isInstanceOf(LedgerAnswer.Recorded.class);

        LedgerAnswer again = book(wanted);

        Appointment found = readBy(self(wanted.patient()), wanted.id()).orElseThrow();
        assertThat(again).isEqualTo(new LedgerAnswer.Replayed(found));
        assertThat(outcomesNoted(wanted.request())).containsExactly("RECORDED", "REPLAYED");
        assertThat(await(ledger().answerTo(wanted.id().practice(), wanted.request())))
                .contains(again);
    }

    @Test
    default void aReplayTellsTheVersionThatTheRequestMade() {
        Change.Book wanted = wanted(publishedPractice(), newPatient(), 3);
        Appointment first = booked(wanted);
        assertThat(await(ledger().change(amend(first, "by the stairs")))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(book(wanted)).isEqualTo(new LedgerAnswer.Replayed(first));
    }

    @Test
    default void aRefusalIsStoredAndToldAgainThoughTheSeatIsFreeByThen() {
        OdsCode practice = publishedPractice();
        Appointment winner = booked(wanted(practice, newPatient(), 3));
        Change.Book late = wanted(practice, newPatient(), 3);
        assertThat(reasonOf(book(late))).isEqualTo(Reason.SLOT_TAKEN);
        assertThat(await(ledger().change(cancel(winner)))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(reasonOf(book(late))).isEqualTo(Reason.SLOT_TAKEN);
        assertThat(await(ledger().answerTo(practice, late.request())))
                .contains(new LedgerAnswer.Refused(new Refusal.SlotTaken(List.of())));
        assertThat(readBy(self(late.patient()), late.id())).isEmpty();
    }

    @Test
    default void theSameRequestIdWithOtherContentIsRefused() {
        Change.Book wanted = wanted(publishedPractice(), newPatient(), 3);
        Appointment first = booked(wanted);
        Request reused = otherContent(wanted.request());

        LedgerAnswer answer = book(wanted(first.practice(), wanted.patient(), reused, DAY, List.of(9)));

        assertThat(reasonOf(answer)).isEqualTo(Reason.REQUEST_ID_REUSED);
        assertThat(await(ledger().answerTo(first.practice(), reused)))
                .contains(new LedgerAnswer.Refused(new Refusal.Plain(Reason.REQUEST_ID_REUSED)));
        assertThat(book(wanted)).isEqualTo(new LedgerAnswer.Replayed(first));
    }

    @Test
    default void aRequestNeverMetHasNoAnswer() {
        OdsCode practice = publishedPractice();

        assertThat(await(ledger().answerTo(practice, request(self(newPatient())))))
                .isEmpty();
    }

    @Test
    default void aPatientMayHaveSoManyFutureAppointmentsAndNoMore() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        for (int at = 0; at < LIMIT; at++) {
            assertThat(book(wanted(practice, patient, at))).isInstanceOf(LedgerAnswer.Recorded.class);
        }

        assertThat(book(wanted(practice, patient, 10)))
                .isEqualTo(new LedgerAnswer.Refused(new Refusal.PatientLimit(LIMIT)));
        assertThat(book(wanted(publishedPractice(), patient, 10))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    @Test
    default void aPastAppointmentDoesNotCountTowardsTheLimit() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        for (int at = 0; at < LIMIT; at++) {
            assertThat(book(wanted(practice, patient, at))).isInstanceOf(LedgerAnswer.Recorded.class);
        }
        Change.Book later = wanted(practice, patient, request(self(patient)), NEXT_DAY, List.of(0));

        LedgerAnswer answer = book(at(later, later.time().start().minusSeconds(3600)));

        assertThat(answer).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    @Test
    default void anAppointmentCountsTowardsTheLimitUntilTheInstantBeforeItBegins() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        Change.Book first = wanted(practice, patient, 0);
        assertThat(book(first)).isInstanceOf(LedgerAnswer.Recorded.class);
        for (int at = 1; at < LIMIT; at++) {
            assertThat(book(wanted(practice, patient, at))).isInstanceOf(LedgerAnswer.Recorded.class);
        }
        Instant begins = first.time().start();
        Change.Book early = wanted(practice, patient, request(self(patient)), NEXT_DAY, List.of(0));
        Change.Book inTime = wanted(practice, patient, request(self(patient)), NEXT_DAY, List.of(0));

        assertThat(book(at(early, begins.minusNanos(1_000))))
                .isEqualTo(new LedgerAnswer.Refused(new Refusal.PatientLimit(LIMIT)));
        assertThat(book(at(inTime, begins))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    /** Also of a patient who has more than the limit that there is by now. */
    @Test
    default void whoMovesAnAppointmentHasNoMoreThanBefore() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        Appointment moving = booked(wanted(practice, patient, request(self(patient)), NEXT_DAY, List.of(0)));
        for (int at = 1; at < LIMIT; at++) {
            assertThat(book(wanted(practice, patient, at))).isInstanceOf(LedgerAnswer.Recorded.class);
        }
        Instant begins = timeOf(DAY, List.of(1)).start();
        Change.Book sixth = wanted(practice, patient, request(self(patient)), NEXT_DAY, List.of(9));
        assertThat(book(at(sixth, begins))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(await(ledger().change(move(moving, NEXT_DAY, 4)))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(book(wanted(practice, patient, request(self(patient)), NEXT_DAY, List.of(0))))
                .isEqualTo(new LedgerAnswer.Refused(new Refusal.PatientLimit(LIMIT)));
    }

    @Test
    default void aPatientMayNotBeInTwoPlacesAtOnce() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        assertThat(book(wanted(practice, patient, 3, 4))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(reasonOf(book(wanted(practice, patient, CLINIC + 12)))).isEqualTo(Reason.PATIENT_OVERLAP);
        assertThat(book(wanted(practice, patient, CLINIC + 15))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    /** What begins when it ends, or ends when it begins, is beside it. */
    @Test
    default void whoHasOneAppointmentIsNowhereElseWhileItLasts() {
        Interval first = timeOf(DAY, List.of(3, 4));
        Set<Boolean> seen = new HashSet<>();
        for (int at = CLINIC + 6; at < CLINIC + 18; at++) {
            OdsCode practice = publishedPractice();
            NhsNumber patient = newPatient();
            assertThat(book(wanted(practice, patient, 3, 4))).isInstanceOf(LedgerAnswer.Recorded.class);
            boolean isElsewhere = !first.overlaps(timeOf(DAY, List.of(at)));
            seen.add(isElsewhere);

            assertThat(book(wanted(practice, patient, at)) instanceof LedgerAnswer.Recorded)
                    .isEqualTo(isElsewhere);
        }
        assertThat(seen).hasSize(2);
    }

    @Test
    default void whatIsOverIsInNobodysWay() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        Change.Book first = wanted(practice, patient, 3, 4);
        assertThat(book(first)).isInstanceOf(LedgerAnswer.Recorded.class);
        Instant ends = first.time().end();

        assertThat(reasonOf(book(at(wanted(practice, patient, CLINIC + 12), ends.minusNanos(1_000)))))
                .isEqualTo(Reason.PATIENT_OVERLAP);
        assertThat(book(at(wanted(practice, patient, CLINIC + 12), ends))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    @Test
    default void whoMayHaveOneAppointmentHasOne() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        Change.Book first = withLimit(wanted(practice, patient, 3), 1);
        assertThat(book(first)).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(reasonOf(book(withLimit(wanted(practice, patient, 8), 1)))).isEqualTo(Reason.PATIENT_LIMIT);
        Change.Book later =
                at(withLimit(wanted(practice, patient, 8), 1), first.time().start());
        assertThat(book(later)).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    private static Change.Book withLimit(Change.Book wanted, int limit) {
        return new Change.Book(wanted.id(), wanted.allocation(), wanted.notes(), limit, wanted.attempt());
    }

    @Test
    default void ofSeveralReasonsTheFirstInOrderIsGiven() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        assertThat(book(wanted(practice, newPatient(), 3))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(book(wanted(practice, patient, CLINIC + 9))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(reasonOf(book(wanted(practice, patient, 3)))).isEqualTo(Reason.PATIENT_OVERLAP);
    }

    @Test
    default void aCancelledAppointmentGivesItsSeatAndItsTimeBack() {
        OdsCode practice = publishedPractice();
        Appointment seen = booked(wanted(practice, newPatient(), 3));
        Change.Cancel cancel = cancel(seen);

        LedgerAnswer answer = await(ledger().change(cancel));

        assertThat(answer).isInstanceOfSatisfying(LedgerAnswer.Recorded.class, recorded -> {
            assertThat(recorded.version()).isEqualTo(2);
        });
        Appointment found = readBy(self(seen.patient()), seen.id()).orElseThrow();
        assertThat(found.state()).isEqualTo(Appointment.State.CANCELLED);
        assertThat(found.cancelReason()).contains("better now");
        assertThat(found.bookedAt()).isEqualTo(seen.bookedAt());
        assertThat(found.updatedAt()).isEqualTo(cancel.now());
        assertThat(await(ledger().change(cancel))).isEqualTo(new LedgerAnswer.Replayed(found));
        assertThat(book(wanted(practice, seen.patient(), 3))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    @Test
    default void aCancelledAppointmentCannotBeCancelledAgain() {
        Appointment seen = booked(wanted(publishedPractice(), newPatient(), 3));
        assertThat(await(ledger().change(cancel(seen)))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(reasonOf(await(ledger().change(cancel(seen))))).isEqualTo(Reason.STALE_VERSION);
    }

    @Test
    default void aChangeOfAnAppointmentNeverBookedIsRefused() {
        Appointment seen = booked(wanted(publishedPractice(), newPatient(), 3));
        AppointmentId other = new AppointmentId(seen.id().origin(), "zzzzzzzzzzzzzzzzzzzzzzzzzz");
        Appointment never = new Appointment(
                other,
                seen.patient(),
                new Appointment.Revision(1, seen.state(), seen.cancelReason(), seen.updatedAt()),
                seen.allocation(),
                seen.notes(),
                seen.booked());

        assertThat(reasonOf(await(ledger().change(cancel(never))))).isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        assertThat(reasonOf(await(ledger().change(amend(never, "?"))))).isEqualTo(Reason.APPOINTMENT_UNKNOWN);
        assertThat(reasonOf(await(ledger().change(move(never, DAY, 9))))).isEqualTo(Reason.APPOINTMENT_UNKNOWN);
    }

    @Test
    default void anAmendmentChangesWhatIsSaidAndNothingElse() {
        Appointment seen = booked(wanted(publishedPractice(), newPatient(), 3));
        Change.Amend amend = amend(seen, "needs a ramp");

        assertThat(await(ledger().change(amend))).isEqualTo(new LedgerAnswer.Recorded(2, amend.now()));

        Appointment found = readBy(self(seen.patient()), seen.id()).orElseThrow();
        assertThat(found.notes()).isEqualTo(amend.notes());
        assertThat(found.seats()).isEqualTo(seen.seats());
        assertThat(reasonOf(await(ledger().change(amend(seen, "too late"))))).isEqualTo(Reason.STALE_VERSION);
    }

    @Test
    default void aMoveTakesTheNewSeatsAndGivesTheOldOnesBack() {
        OdsCode practice = publishedPractice();
        Appointment seen = booked(wanted(practice, newPatient(), 3, 4));
        Change.Move move = move(seen, NEXT_DAY, 8, 9);

        assertThat(await(ledger().change(move))).isInstanceOf(LedgerAnswer.Recorded.class);

        Appointment found = readBy(self(seen.patient()), seen.id()).orElseThrow();
        assertThat(found.id()).isEqualTo(seen.id());
        assertThat(found.version()).isEqualTo(2);
        assertThat(found.slots()).isEqualTo(slots(practice, NEXT_DAY, 8, 9));
        assertThat(found.time()).isEqualTo(move.to().time());
        assertThat(await(ledger().change(move))).isEqualTo(new LedgerAnswer.Replayed(found));
        assertThat(book(wanted(practice, newPatient(), 3, 4))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    @Test
    default void aMoveToASeatThatIsTakenChangesNothing() {
        OdsCode practice = publishedPractice();
        Appointment seen = booked(wanted(practice, newPatient(), 3));
        assertThat(book(wanted(practice, newPatient(), 9))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(reasonOf(await(ledger().change(move(seen, DAY, 8, 9))))).isEqualTo(Reason.SLOT_TAKEN);

        assertThat(readBy(self(seen.patient()), seen.id())).contains(seen);
        assertThat(book(wanted(practice, newPatient(), 8))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(reasonOf(book(wanted(practice, newPatient(), 3)))).isEqualTo(Reason.SLOT_TAKEN);
    }

    @Test
    default void aMoveMayOverlapItsOwnOldTimeAndItsOwnSeats() {
        OdsCode practice = publishedPractice();
        Appointment seen = booked(wanted(practice, newPatient(), 3, 4));

        assertThat(await(ledger().change(move(seen, DAY, 4, 5)))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(book(wanted(practice, newPatient(), 3))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(reasonOf(book(wanted(practice, newPatient(), 4)))).isEqualTo(Reason.SLOT_TAKEN);
    }

    @Test
    default void aMoveMayKeepSomeOfItsSeatsOrGiveSomeBack() {
        OdsCode practice = publishedPractice();
        Appointment one = booked(wanted(practice, newPatient(), 3));

        Change.Move longer = move(one, DAY, 3, 4);
        assertThat(await(ledger().change(longer))).isInstanceOf(LedgerAnswer.Recorded.class);
        Appointment two = readBy(self(one.patient()), one.id()).orElseThrow();
        assertThat(two.seats()).isEqualTo(seats(practice, DAY, 3, 4));
        assertThat(two.time()).isEqualTo(longer.to().time());
        assertThat(reasonOf(book(wanted(practice, newPatient(), 4)))).isEqualTo(Reason.SLOT_TAKEN);
        assertThat(reasonOf(book(wanted(practice, one.patient(), CLINIC + 12)))).isEqualTo(Reason.PATIENT_OVERLAP);

        Change.Move shorter = move(two, DAY, 4);
        assertThat(await(ledger().change(shorter))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(await(ledger().change(longer))).isEqualTo(new LedgerAnswer.Replayed(two));
        Appointment last = readBy(self(one.patient()), one.id()).orElseThrow();
        assertThat(last.seats()).isEqualTo(seats(practice, DAY, 4));
        assertThat(book(wanted(practice, newPatient(), 3))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(book(wanted(practice, one.patient(), CLINIC + 9))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(await(ledger().change(cancel(last)))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(book(wanted(practice, newPatient(), 4))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    @Test
    default void aMoveThatCannotHaveWhatItLacksKeepsWhatItHas() {
        OdsCode practice = publishedPractice();
        Appointment seen = booked(wanted(practice, newPatient(), 3, 4));
        assertThat(book(wanted(practice, newPatient(), 5))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(reasonOf(await(ledger().change(move(seen, DAY, 4, 5))))).isEqualTo(Reason.SLOT_TAKEN);

        assertThat(readBy(self(seen.patient()), seen.id())).contains(seen);
        assertThat(reasonOf(book(wanted(practice, newPatient(), 3)))).isEqualTo(Reason.SLOT_TAKEN);
    }

    @Test
    default void aMoveDoesNotCountTheAppointmentItselfTowardsTheLimit() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        Appointment first = booked(wanted(practice, patient, 0));
        for (int at = 1; at < LIMIT; at++) {
            assertThat(book(wanted(practice, patient, at))).isInstanceOf(LedgerAnswer.Recorded.class);
        }

        assertThat(reasonOf(await(ledger().change(move(first, DAY, CLINIC + 6)))))
                .isEqualTo(Reason.PATIENT_OVERLAP);
        assertThat(await(ledger().change(move(first, DAY, 15)))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    @Test
    default void readersSeeWhatIsTheirsAndNothingElse() {
        OdsCode practice = publishedPractice();
        NhsNumber patient = newPatient();
        Request byHub = request(organisation("HUB01"));
        Appointment booked = booked(wanted(practice, patient, byHub, DAY, List.of(3)));
        assertThat(await(ledger().change(amend(booked, "by the patient")))).isInstanceOf(LedgerAnswer.Recorded.class);

        for (Caller mine : List.of(self(patient), practiceSystem(practice), organisation("HUB01"))) {
            assertThat(readBy(mine, booked.id()).map(Appointment::bookedBy))
                    .contains(new Booker.Organisation(new OdsCode("HUB01")));
            assertThat(await(ledger().list(patient, LedgerWorld.ALL, reader(mine)))
                            .page())
                    .hasSize(1);
            assertThat(await(ledger().look(booked.id(), request(mine)))).isPresent();
        }
        for (Caller other : List.of(self(newPatient()), practiceSystem(publishedPractice()), organisation("HUB02"))) {
            assertThat(readBy(other, booked.id())).isEmpty();
            assertThat(await(ledger().list(patient, LedgerWorld.ALL, reader(other)))
                            .total())
                    .isZero();
            assertThat(await(ledger().look(booked.id(), request(other)))).isEmpty();
        }
    }

    @Test
    default void everyReadingIsNotedWhetherThereWasSomethingToShowOrNot() {
        Appointment booked = booked(wanted(publishedPractice(), newPatient(), 3));
        Request mine = request(self(booked.patient()));
        Request theirs = request(self(newPatient()));

        assertThat(await(ledger().read(booked.id(), readerOf(mine)))).isPresent();
        assertThat(await(ledger().list(booked.patient(), LedgerWorld.ALL, readerOf(mine)))
                        .page())
                .hasSize(1);
        assertThat(await(ledger().read(booked.id(), readerOf(theirs)))).isEmpty();
        await(ledger().audit(booked.practice(), "hold", "HELD", Optional.of(booked.id()), readerOf(theirs)));

        assertThat(outcomesNoted(mine)).containsExactly("SHOWN", "SHOWN");
        assertThat(outcomesNoted(theirs)).containsExactly("NOT_FOUND", "HELD");
    }

    @Test
    default void anAppointmentWithAnotherOriginIsNotFound() {
        Appointment booked = booked(wanted(publishedPractice(), newPatient(), 3));
        AppointmentId forged = new AppointmentId(
                SeatId.firstOf(slots(booked.practice(), DAY, 4).get(0)),
                booked.id().key());

        assertThat(readBy(self(booked.patient()), forged)).isEmpty();
    }

    private LedgerAnswer book(Change.Book wanted) {
        return await(ledger().change(wanted));
    }

    private Appointment booked(Change.Book wanted) {
        assertThat(book(wanted)).isInstanceOf(LedgerAnswer.Recorded.class);
        return readBy(self(wanted.patient()), wanted.id()).orElseThrow();
    }

    private Optional<Appointment> readBy(Caller caller, AppointmentId id) {
        return await(ledger().read(id, reader(caller)));
    }

    private static AppointmentLedger.Reader readerOf(Request request) {
        return new AppointmentLedger.Reader(request.caller(), request.requestId(), NOW);
    }

    private static Change.Book at(Change.Book wanted, Instant now) {
        return new Change.Book(
                wanted.id(),
                wanted.allocation(),
                wanted.notes(),
                wanted.appointmentsPerPatientMax(),
                new Attempt(wanted.request(), wanted.patient(), now));
    }

    private static Reason reasonOf(LedgerAnswer answer) {
        assertThat(answer).isInstanceOf(LedgerAnswer.Refused.class);
        return ((LedgerAnswer.Refused) answer).refusal().reason();
    }
}
