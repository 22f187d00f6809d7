package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.CLINIC;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.LIMIT;
import static org.slotkeeper.booking.LedgerWorld.NEXT_DAY;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.timeOf;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.ledger.LedgerRaceTest.word;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slotkeeper.booking.spi.Attempt;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** Engines whose clocks differ, or go back, still keep a patient to the limit and in one place at a time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClockSkewTest {

    private static final Instant NINE = timeOf(DAY, List.of(0)).start();
    private static final int SKEW_MILLIS = 500;

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
    void enginesHalfASecondApartKeepLimitAndOverlap() {
        for (int seed = 0; seed < 5; seed++) {
            Random chance = new Random(seed);
            OdsCode practice = ledger.publishedPractice();
            NhsNumber patient = newPatient();
            List<Future<LedgerAnswer>> answers = new ArrayList<>();
            for (int at = 0; at < 40; at++) {
                int seat = chance.nextBoolean() ? chance.nextInt(20) : CLINIC + chance.nextInt(30);
                Instant now = NINE.minusMillis(SKEW_MILLIS).plusMillis(chance.nextInt(2 * SKEW_MILLIS + 1));
                answers.add(ledger.change(booking(practice, patient, DAY, seat, now)));
            }
            answers.forEach(answer ->
                    assertThat(word(await(answer))).isIn("RECORDED", "PATIENT_LIMIT", "PATIENT_OVERLAP", "SLOT_TAKEN"));

            String his = "appointment a WHERE practice = '" + practice + "' AND patient = " + patient.value();
            assertThat(ledger.count(his + " AND starts_at > '" + NINE.plusMillis(SKEW_MILLIS) + "'"))
                    .isBetween(1L, (long) LIMIT);
            assertThat(ledger.count(his + " AND EXISTS (SELECT FROM appointment b WHERE b.patient = a.patient"
                            + " AND b.key <> a.key AND b.starts_at < a.ends_at AND b.ends_at > a.starts_at)"))
                    .isZero();
        }
    }

    /** It took what is to come for past, and must not have made the ledger forget it. */
    @Test
    void aClockThatGoesBackThreeHoursFindsTheAppointmentsThatItTookForPast() {
        OdsCode practice = ledger.publishedPractice();
        NhsNumber patient = newPatient();
        Instant eight = NINE.minusSeconds(3_600);
        Instant eleven = NINE.plusSeconds(2 * 3_600);
        for (int at = 0; at < LIMIT - 1; at++) {
            assertThat(book(practice, patient, DAY, at, eight)).isEqualTo("RECORDED");
        }

        assertThat(book(practice, patient, NEXT_DAY, 3, eleven)).isEqualTo("RECORDED");

        // The clinic's first slot is at the time of the doctor's first.
        assertThat(book(practice, patient, DAY, CLINIC, eight)).isIn("PATIENT_LIMIT", "PATIENT_OVERLAP");
        assertThat(book(practice, patient, NEXT_DAY, 9, eight)).isEqualTo("PATIENT_LIMIT");
    }

    private String book(OdsCode practice, NhsNumber patient, LocalDate day, int seat, Instant now) {
        return word(await(ledger.change(booking(practice, patient, day, seat, now))));
    }

    private static Change.Book booking(OdsCode practice, NhsNumber patient, LocalDate day, int seat, Instant now) {
        Change.Book wanted = wanted(practice, patient, request(self(patient)), day, List.of(seat));
        return new Change.Book(
                wanted.id(),
                wanted.allocation(),
                wanted.notes(),
                wanted.appointmentsPerPatientMax(),
                new Attempt(wanted.request(), patient, now));
    }
}
