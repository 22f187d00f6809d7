package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.amend;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.ledger.LedgerRaceTest.word;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.party.OdsCode;

/** Changes that are late, repeated or of an old owner: the appointment that stands does not hear of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LedgerFencingTest {

    private PublishedLedger ledger;

    @BeforeAll
    void start() {
        ledger = new PublishedLedger(2);
    }

    @AfterAll
    void stop() {
        ledger.close();
    }

    @Test
    void aCancelOfAVersionThatIsGoneCancelsNothing() {
        Appointment seen = booked(wanted(ledger.publishedPractice(), newPatient(), 3));
        assertThat(word(await(ledger.change(amend(seen, "by the stairs"))))).isEqualTo("RECORDED");

        assertThat(word(await(ledger.change(cancel(seen))))).isEqualTo("STALE_VERSION");

        assertThat(seen(seen).state()).isEqualTo(Appointment.State.BOOKED);
        assertThat(ownersOf(seen.practice())).containsExactly(seen.id().key());
    }

    @Test
    void aMoveOfAVersionThatIsGoneMovesNothing() {
        Appointment seen = booked(wanted(ledger.publishedPractice(), newPatient(), 3));
        assertThat(word(await(ledger.change(amend(seen, "by the stairs"))))).isEqualTo("RECORDED");

        assertThat(word(await(ledger.change(move(seen, DAY, 9))))).isEqualTo("STALE_VERSION");

        assertThat(seen(seen).seats()).isEqualTo(seen.seats());
    }

    @Test
    void aCancelSentTwiceDoesNotFreeTheSeatOfItsNextOwner() {
        OdsCode practice = ledger.publishedPractice();
        Appointment anns = booked(wanted(practice, newPatient(), 3));
        Change.Cancel cancel = cancel(anns);
        assertThat(word(await(ledger.change(cancel)))).isEqualTo("RECORDED");
        Appointment bens = booked(wanted(practice, newPatient(), 3));

        assertThat(word(await(ledger.change(cancel)))).isEqualTo("REPLAYED");
        assertThat(word(await(ledger.change(cancel(anns))))).isEqualTo("STALE_VERSION");
        assertThat(word(await(ledger.change(cancel(seen(anns)))))).isEqualTo("STALE_VERSION");

        assertThat(ownersOf(practice)).containsExactly(bens.id().key());
        assertThat(seen(bens)).isEqualTo(bens);
    }

    @Test
    void aCancelledAppointmentIsNeitherMovedNorAmended() {
        OdsCode practice = ledger.publishedPractice();
        Appointment anns = booked(wanted(practice, newPatient(), 3));
        assertThat(word(await(ledger.change(cancel(anns))))).isEqualTo("RECORDED");

        assertThat(word(await(ledger.change(amend(seen(anns), "after all"))))).isEqualTo("STALE_VERSION");
        assertThat(word(await(ledger.change(move(seen(anns), DAY, 9))))).isEqualTo("STALE_VERSION");

        assertThat(ownersOf(practice)).isEmpty();
    }

    /** The effect is there once, and once it is undone the request does not bring it back. */
    @Test
    void aBookingSentAgainAfterItsCancellationIsNotMadeAgain() {
        OdsCode practice = ledger.publishedPractice();
        Change.Book wanted = wanted(practice, newPatient(), 3);
        assertThat(word(await(ledger.change(cancel(booked(wanted)))))).isEqualTo("RECORDED");

        LedgerAnswer again = await(ledger.change(wanted));

        assertThat(word(again)).isEqualTo("REPLAYED");
        assertThat(ownersOf(practice)).isEmpty();
    }

    @Test
    void aMoveSentAgainAfterItsPatientMovedBackMovesNothing() {
        OdsCode practice = ledger.publishedPractice();
        Appointment first = booked(wanted(practice, newPatient(), 3));
        Change.Move away = move(first, DAY, 9);
        assertThat(word(await(ledger.change(away)))).isEqualTo("RECORDED");
        assertThat(word(await(ledger.change(move(seen(first), DAY, 3))))).isEqualTo("RECORDED");

        assertThat(word(await(ledger.change(away)))).isEqualTo("REPLAYED");

        assertThat(seen(first).seats()).isEqualTo(first.seats());
    }

    /** Eight amendments of the same version at once: one is made, the others are told, and no text is lost without a word. */
    @Test
    void ofAmendmentsOfOneVersionAtOnceOneIsMade() {
        Appointment seen = booked(wanted(ledger.publishedPractice(), newPatient(), 3));

        List<Future<LedgerAnswer>> answers = List.of("a", "b", "c", "d", "e", "f", "g", "h").stream()
                .map(comment -> ledger.change(amend(seen, comment)))
                .toList();

        assertThat(answers.stream().map(answer -> word(await(answer))).filter("RECORDED"::equals))
                .hasSize(1);
        assertThat(answers.stream().map(answer -> word(await(answer))).filter("STALE_VERSION"::equals))
                .hasSize(7);
        assertThat(seen(seen).version()).isEqualTo(2);
    }

    /** Whatever becomes of an appointment, its seat is its own until it is cancelled or moved: the arbiter asks for no state. */
    @ParameterizedTest
    @EnumSource(names = {"BOOKED", "ARRIVED", "FULFILLED", "NO_SHOW"})
    void anAppointmentKeepsItsSeatInEveryStateButCancelled(Appointment.State state) {
        OdsCode practice = ledger.publishedPractice();
        Appointment anns = booked(wanted(practice, newPatient(), 3));
        ledger.execute("UPDATE appointment SET state = '" + state + "' WHERE practice = '" + practice + "'");

        assertThat(word(await(ledger.change(wanted(practice, newPatient(), 3)))))
                .isEqualTo("SLOT_TAKEN");

        assertThat(ownersOf(practice)).containsExactly(anns.id().key());
    }

    private Appointment booked(Change.Book wanted) {
        assertThat(word(await(ledger.change(wanted)))).isEqualTo("RECORDED");
        return await(ledger.read(wanted.id(), reader(self(wanted.patient())))).orElseThrow();
    }

    private Appointment seen(Appointment before) {
        return await(ledger.read(before.id(), reader(self(before.patient())))).orElseThrow();
    }

    private List<String> ownersOf(OdsCode practice) {
        return ledger.query(
                "SELECT appointment_key FROM occupancy WHERE practice = '" + practice + "' ORDER BY day, ordinal");
    }
}
