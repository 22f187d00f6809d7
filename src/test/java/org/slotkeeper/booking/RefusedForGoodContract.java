package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.LIMIT;
import static org.slotkeeper.booking.LedgerWorld.bookOf;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.otherContent;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Slot;

/** What every ledger does with refusals that were decided elsewhere, and with answers that are asked for again. */
interface RefusedForGoodContract {

    AppointmentLedger ledger();

    /** A practice whose days the ledger knows. */
    OdsCode publishedPractice();

    /** The words of the audit trail's rows of one request, oldest first. */
    List<String> outcomesNoted(Request request);

    /** A row is written, so that an answer is told again only when it is as safe as a new one. */
    @Test
    default void anAnswerThatIsAskedForAgainIsNotedAndOneThatIsNotThereIsNot() {
        Change.Book wanted = wanted(publishedPractice(), newPatient(), 3);
        Appointment booked = booked(wanted);
        Request never = request(self(newPatient()));

        assertThat(await(ledger().answerTo(booked.practice(), wanted.request())))
                .isPresent();
        assertThat(await(ledger().look(booked.id(), wanted.request()))).contains(booked);
        assertThat(await(ledger().answerTo(booked.practice(), never))).isEmpty();

        assertThat(outcomesNoted(wanted.request())).containsExactly("RECORDED", "REPLAYED");
        assertThat(outcomesNoted(never)).isEmpty();
    }

    @Test
    default void aRequestThatWasRefusedForGoodCanNeverBook() {
        OdsCode practice = publishedPractice();
        Change.Book wanted = wanted(practice, newPatient(), 3);
        LedgerAnswer refused = new LedgerAnswer.Refused(new Refusal.Embargoed(Instant.parse("2026-11-20T08:00:00Z")));

        assertThat(refuse(wanted, new Refusal.Embargoed(Instant.parse("2026-11-20T08:00:00Z"))))
                .isEqualTo(refused);

        assertThat(book(wanted)).isEqualTo(refused);
        assertThat(await(ledger().answerTo(practice, wanted.request()))).contains(refused);
        assertThat(await(ledger().read(wanted.id(), reader(self(wanted.patient())))))
                .isEmpty();
        assertThat(book(wanted(practice, newPatient(), 3))).isInstanceOf(LedgerAnswer.Recorded.class);
        assertThat(outcomesNoted(wanted.request())).containsExactly("EMBARGOED", "EMBARGOED", "EMBARGOED");
    }

    @Test
    default void aRequestThatBookedIsToldOfItsAppointmentWhenItIsToBeRefused() {
        Change.Book wanted = wanted(publishedPractice(), newPatient(), 3);
        Appointment booked = booked(wanted);

        assertThat(refuse(wanted, new Refusal.SlotTaken(List.of()))).isEqualTo(new LedgerAnswer.Replayed(booked));

        assertThat(book(wanted)).isEqualTo(new LedgerAnswer.Replayed(booked));
        assertThat(outcomesNoted(wanted.request())).containsExactly("RECORDED", "REPLAYED", "REPLAYED");
    }

    @Test
    default void theFirstRefusalOfARequestIsTheOneThatCounts() {
        Change.Book wanted = wanted(publishedPractice(), newPatient(), 3);
        LedgerAnswer first = refuse(wanted, new Refusal.PatientLimit(LIMIT));

        assertThat(first).isEqualTo(new LedgerAnswer.Refused(new Refusal.PatientLimit(LIMIT)));
        assertThat(refuse(wanted, new Refusal.Plain(Reason.PATIENT_OVERLAP))).isEqualTo(first);
        assertThat(refuse(wanted, new Refusal.PatientLimit(LIMIT))).isEqualTo(first);
    }

    @Test
    default void aRequestIdMetWithOtherContentIsRefusedByThatName() {
        Change.Book wanted = wanted(publishedPractice(), newPatient(), 3);
        assertThat(reasonOf(refuse(wanted, new Refusal.Plain(Reason.TOO_LATE)))).isEqualTo(Reason.TOO_LATE);
        Request reused = otherContent(wanted.request());
        Change.Book other = wanted(wanted.id().practice(), wanted.patient(), reused, DAY, List.of(9));

        assertThat(reasonOf(refuse(other, new Refusal.SlotTaken(List.of())))).isEqualTo(Reason.REQUEST_ID_REUSED);
        assertThat(reasonOf(book(other))).isEqualTo(Reason.REQUEST_ID_REUSED);
        assertThat(reasonOf(book(wanted))).isEqualTo(Reason.TOO_LATE);
    }

    /** Alternatives were free a moment ago: when a refusal is told again they are out of date. */
    @Test
    default void aRefusalIsToldWithoutAlternativesTheFirstTimeAndEachTimeAfter() {
        OdsCode practice = publishedPractice();
        Change.Book wanted = wanted(practice, newPatient(), 3);
        Slot other = bookOf(practice).day(DAY).orElseThrow().slotOfSeat(9).orElseThrow();
        LedgerAnswer plain = new LedgerAnswer.Refused(new Refusal.SlotTaken(List.of()));

        assertThat(refuse(wanted, new Refusal.SlotTaken(List.of(other)))).isEqualTo(plain);
        assertThat(refuse(wanted, new Refusal.SlotTaken(List.of(other)))).isEqualTo(plain);
    }

    private LedgerAnswer refuse(Change.Book wanted, Refusal refusal) {
        return await(ledger().change(
                        new Change.Refuse(wanted.id().practice(), "book", wanted.request(), refusal, wanted.now())));
    }

    private LedgerAnswer book(Change.Book wanted) {
        return await(ledger().change(wanted));
    }

    private Appointment booked(Change.Book wanted) {
        assertThat(book(wanted)).isInstanceOf(LedgerAnswer.Recorded.class);
        return await(ledger().read(wanted.id(), reader(self(wanted.patient())))).orElseThrow();
    }

    private static Reason reasonOf(LedgerAnswer answer) {
        assertThat(answer).isInstanceOf(LedgerAnswer.Refused.class);
        return ((LedgerAnswer.Refused) answer).refusal().reason();
    }
}
