package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slotkeeper.booking.AppointmentLedgerContract;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.Futures;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresLedgerTest implements AppointmentLedgerContract {

    private PublishedLedger ledger;

    @BeforeAll
    void start() {
        ledger = new PublishedLedger(1);
    }

    @AfterAll
    void stop() {
        ledger.close();
    }

    /** Times that have passed are in nobody's way: they go when there are many. */
    @Test
    void aDiaryDoesNotGrowForEver() {
        for (int passed : new int[] {7, 8}) {
            OdsCode practice = publishedPractice();
            NhsNumber patient = LedgerWorld.newPatient();
            ledger.execute("INSERT INTO diary SELECT '" + practice + "', " + patient.value()
                    + ", array_agg(at), array_agg(at + interval '10 minutes'), 5, now() FROM (SELECT timestamptz '2026-11-01 09:00Z' + nth * interval '1 hour' AS at FROM generate_series(1, "
                    + passed + ") nth) AS times");

            assertThat(Futures.await(ledger.change(LedgerWorld.wanted(practice, patient, 3))))
                    .isInstanceOf(LedgerAnswer.Recorded.class);

            String kept = passed < 8 ? "8" : "1";
            assertThat(ledger.query("SELECT cardinality(starts)::text FROM diary WHERE patient = " + patient.value()))
                    .containsExactly(kept);
            assertThat(ledger.query("SELECT cardinality(ends)::text FROM diary WHERE patient = " + patient.value()))
                    .containsExactly(kept);
        }
    }

    @Override
    public AppointmentLedger ledger() {
        return ledger;
    }

    @Override
    public OdsCode publishedPractice() {
        return ledger.publishedPractice();
    }

    @Override
    public void withdraw(OdsCode practice, List<Integer> ordinals) {
        ledger.withdraw(practice, ordinals);
    }

    @Override
    public List<String> outcomesNoted(Request request) {
        // A change that was recorded comes first: there is no other order between it and what was noted of it.
        return ledger.query("""
                SELECT outcome FROM (
                    SELECT 0 AS id, outcome, request_id FROM audit_trail WHERE outcome = 'RECORDED'
                    UNION ALL SELECT id, outcome, request_id FROM audit WHERE outcome <> 'RECORDED'
                ) AS entry WHERE request_id = '%s' ORDER BY id
                """.formatted(request.requestId()));
    }
}
