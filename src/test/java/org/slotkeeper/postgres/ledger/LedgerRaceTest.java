package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.CLINIC;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.LIMIT;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.otherContent;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** Many callers at once on three engines, that is on three connections: Postgres alone decides between them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public final class LedgerRaceTest {

    private PublishedLedger ledger;

    @BeforeAll
    void start() {
        ledger = new PublishedLedger(3);
    }

    @AfterAll
    void stop() {
        ledger.close();
    }

    @Test
    void ofFiftyWhoBookOneSeatOneGetsIt() {
        OdsCode practice = ledger.publishedPractice();

        Map<String, Integer> words = race(50, at -> ledger.change(wanted(practice, newPatient(), 3)));

        assertThat(words).isEqualTo(Map.of("RECORDED", 1, "SLOT_TAKEN", 49));
        assertThat(ledger.count("occupancy WHERE practice = '" + practice + "'"))
                .isEqualTo(1);
    }

    @Test
    void ofFiftyBookingsOfOnePatientAsManySucceedAsTheLimitAllows() {
        OdsCode practice = ledger.publishedPractice();
        NhsNumber patient = newPatient();

        Map<String, Integer> words = race(
                50,
                at -> ledger.change(
                        wanted(practice, patient, request(self(patient)), at < 20 ? DAY : NEXT_DAY, List.of(at % 20))));

        assertThat(words.get("RECORDED")).isEqualTo(LIMIT);
        assertThat(ledger.count("appointment WHERE practice = '" + practice + "'"))
                .isEqualTo(LIMIT);
    }

    @Test
    void ofBookingsOfOnePatientAtOneTimeOneSucceeds() {
        OdsCode practice = ledger.publishedPractice();
        NhsNumber patient = newPatient();

        Map<String, Integer> words =
                race(30, at -> ledger.change(wanted(practice, patient, at % 2 == 0 ? 3 : CLINIC + 9 + at % 3)));

        assertThat(words.get("RECORDED")).isEqualTo(1);
        assertThat(words.get("PATIENT_OVERLAP")).isEqualTo(29);
    }

    @Test
    void oneRequestSentEightTimesAtOnceIsOneBookingAndSevenReplays() {
        for (int round = 0; round < 10; round++) {
            Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);

            Map<String, Integer> words = race(8, at -> ledger.change(wanted));

            assertThat(words).isEqualTo(Map.of("RECORDED", 1, "REPLAYED", 7));
        }
    }

    @Test
    void oneRequestIdWithTwoContentsAtOnceIsOneBookingOnly() {
        OdsCode practice = ledger.publishedPractice();
        Change.Book wanted = wanted(practice, newPatient(), 3);
        Change.Book other = wanted(practice, wanted.patient(), otherContent(wanted.request()), DAY, List.of(9));

        Map<String, Integer> words = race(8, at -> ledger.change(at % 2 == 0 ? wanted : other));

        assertThat(words.get("RECORDED")).isEqualTo(1);
        assertThat(words).containsEntry("REPLAYED", 3).containsEntry("REQUEST_ID_REUSED", 4);
        assertThat(ledger.count("appointment WHERE practice = '" + practice + "'"))
                .isEqualTo(1);
    }

    @Test
    void ofARefusalAndABookingOfOneRequestAtOnceOneCountsAndBothAreToldOfIt() {
        Map<String, Integer> ends = new HashMap<>();
        for (int round = 0; round < 30; round++) {
            Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);
            Change.Refuse refusing = new Change.Refuse(
                    wanted.id().practice(), "book", wanted.request(), new Refusal.PatientLimit(LIMIT), wanted.now());
            int refusersFirst = round % 2;

            Map<String, Integer> words =
                    race(6, at -> at % 2 == refusersFirst ? ledger.change(refusing) : ledger.change(wanted));

            boolean isBooked = words.containsKey("RECORDED");
            assertThat(words).isEqualTo(isBooked ? Map.of("RECORDED", 1, "REPLAYED", 5) : Map.of("PATIENT_LIMIT", 6));
            assertThat(ledger.count(
                            "appointment WHERE practice = '" + wanted.id().practice() + "'"))
                    .isEqualTo(isBooked ? 1 : 0);
            ends.merge(isBooked ? "booked" : "refused", 1, Integer::sum);
        }
        assertThat(ends).containsOnlyKeys("booked", "refused");
    }

    @Test
    void seatsWantedInOppositeOrdersGoToOneWithoutADeadlock() {
        for (int round = 0; round < 10; round++) {
            OdsCode practice = ledger.publishedPractice();

            Map<String, Integer> words = race(
                    12,
                    at -> ledger.change(
                            at % 2 == 0
                                    ? wanted(practice, newPatient(), 3, 4, 5)
                                    : wanted(practice, newPatient(), 5, 4, 3)));

            assertThat(words).isEqualTo(Map.of("RECORDED", 1, "SLOT_TAKEN", 11));
            assertThat(ledger.count("occupancy WHERE practice = '" + practice + "'"))
                    .isEqualTo(3);
        }
    }

    @Test
    void movesThatCrossEndWithoutADeadlockAndEachSeatHasOneOwner() {
        for (int round = 0; round < 10; round++) {
            OdsCode practice = ledger.publishedPractice();
            Appointment left = booked(wanted(practice, newPatient(), 3));
            Appointment right = booked(wanted(practice, newPatient(), 9));

            Map<String, Integer> words =
                    race(6, at -> ledger.change(at % 2 == 0 ? move(left, DAY, 9) : move(right, DAY, 3)));

            assertThat(words).doesNotContainKey("UNKNOWN");
            assertThat(ledger.query("SELECT ordinal FROM occupancy WHERE practice = '" + practice + "' ORDER BY 1"))
                    .containsExactly("3", "9");
        }
        assertThat(ledger.query("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                .containsExactly("0");
    }

    @Test
    void ofMovesToOneSeatOneSucceedsAndTheOthersStayWhereTheyWere() {
        OdsCode practice = ledger.publishedPractice();
        List<Appointment> all = IntStream.range(0, 10)
                .mapToObj(at -> booked(wanted(practice, newPatient(), at)))
                .toList();

        Map<String, Integer> words = race(10, at -> ledger.change(move(all.get(at), DAY, 15)));

        assertThat(words).isEqualTo(Map.of("RECORDED", 1, "SLOT_TAKEN", 9));
        assertThat(ledger.count("occupancy WHERE practice = '" + practice + "'"))
                .isEqualTo(10);
    }

    @Test
    void ofCancellationsOfOneAppointmentOneSucceeds() {
        Appointment seen = booked(wanted(ledger.publishedPractice(), newPatient(), 3));

        Map<String, Integer> words = race(10, at -> ledger.change(cancel(seen)));

        assertThat(words).isEqualTo(Map.of("RECORDED", 1, "STALE_VERSION", 9));
        assertThat(ledger.count("occupancy WHERE practice = '" + seen.practice() + "'"))
                .isZero();
    }

    @Test
    void ofAMoveAndACancellationAtOnceOneSucceeds() {
        for (int round = 0; round < 10; round++) {
            OdsCode practice = ledger.publishedPractice();
            Appointment seen = booked(wanted(practice, newPatient(), 3));

            Map<String, Integer> words =
                    race(2, at -> at == 0 ? ledger.change(cancel(seen)) : ledger.change(move(seen, DAY, 9)));

            assertThat(words).isEqualTo(Map.of("RECORDED", 1, "STALE_VERSION", 1));
        }
    }

    @Test
    void aSeatIsBookedAndCancelledAHundredTimesAndItsVersionOnlyGrows() {
        OdsCode practice = ledger.publishedPractice();
        for (int round = 0; round < 100; round++) {
            Change.Book wanted = wanted(practice, newPatient(), 3);
            assertThat(await(ledger.change(wanted))).isInstanceOf(LedgerAnswer.Recorded.class);
            assertThat(await(ledger.change(cancel(seen(wanted))))).isInstanceOf(LedgerAnswer.Recorded.class);
        }
        assertThat(ledger.count("occupancy WHERE practice = '" + practice + "'"))
                .isZero();
        assertThat(ledger.count("appointment_version WHERE practice = '" + practice + "'"))
                .isEqualTo(100);
    }

    private Appointment booked(Change.Book wanted) {
        assertThat(await(ledger.change(wanted))).isInstanceOf(LedgerAnswer.Recorded.class);
        return seen(wanted);
    }

    private Appointment seen(Change.Book wanted) {
        return await(ledger.read(wanted.id(), reader(self(wanted.patient())))).orElseThrow();
    }

    /** How often each answer was given. */
    private static Map<String, Integer> race(int callers, IntFunction<Future<LedgerAnswer>> call) {
        List<Future<LedgerAnswer>> answers = new ArrayList<>();
        for (int at = 0; at < callers; at++) {
            answers.add(call.apply(at));
        }
        Map<String, Integer> words = new HashMap<>();
        answers.forEach(answer -> words.merge(word(await(answer)), 1, Integer::sum));
        return words;
    }

    public static String word(LedgerAnswer answer) {
        if (answer instanceof LedgerAnswer.Refused refused) {
            return refused.refusal().reason().name();
        }
        if (answer instanceof LedgerAnswer.Recorded) {
            return "RECORDED";
        }
        return answer instanceof LedgerAnswer.Replayed ? "REPLAYED" : "UNKNOWN";
    }
}
