package org.slotkeeper.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.postgres.ledger.PublishedLedger;

/** What operators read after the ledger was written to. */
final class LedgerMetersTest {

    @Test
    void aBookingIsCountedByStatementBatchAndWait() {
        try (PublishedLedger ledger = new PublishedLedger(1)) {
            OdsCode practice = ledger.publishedPractice();
            NhsNumber patient = newPatient();

            assertThat(await(ledger.change(wanted(practice, patient, 3)))).isInstanceOf(LedgerAnswer.Recorded.class);

            assertThat(ledger.meters().scrape())
                    .contains(
                            "slotkeeper_store_calls_seconds_count{call=\"ledger_book_all\",outcome=\"ok\",store=\"postgres\"} 1",
                            "slotkeeper_batch_size_count{batch=\"book\"} 1",
                            "slotkeeper_batch_size_sum{batch=\"book\"} 1",
                            "slotkeeper_queue_delay_seconds_count{queue=\"book\"} 1",
                            "slotkeeper_queue_waiting{queue=\"book\"} 0")
                    .doesNotContain(practice.value(), patient.digits());
        }
    }

    /** The usual way is the cheap statement alone; what it cannot record whole is gone through by the other one, and neither is a fault of the store. */
    @Test
    void theStatementThatLooksForReasonsIsRunWhenThereIsOneToFind() {
        try (PublishedLedger ledger = new PublishedLedger(1)) {
            OdsCode practice = ledger.publishedPractice();
            assertThat(await(ledger.change(wanted(practice, newPatient(), 3))))
                    .isInstanceOf(LedgerAnswer.Recorded.class);
            assertThat(ledger.meters().scrape()).doesNotContain("call=\"ledger_book\"");

            assertThat(await(ledger.change(wanted(practice, newPatient(), 3))))
                    .isInstanceOf(LedgerAnswer.Refused.class);

            assertThat(ledger.meters().scrape())
                    .contains(
                            "slotkeeper_store_calls_seconds_count{call=\"ledger_book_all\",outcome=\"ok\",store=\"postgres\"} 2",
                            "slotkeeper_store_calls_seconds_count{call=\"ledger_book_all\",outcome=\"failed\",store=\"postgres\"} 0",
                            "slotkeeper_store_calls_seconds_count{call=\"ledger_book\",outcome=\"ok\",store=\"postgres\"} 1");
        }
    }

    @Test
    void callsThatComeTogetherAreFewerBatchesAndEachHasWaitedOnce() {
        try (PublishedLedger ledger = new PublishedLedger(1)) {
            OdsCode practice = ledger.publishedPractice();
            List<Future<LedgerAnswer>> booked = IntStream.range(0, 10)
                    .mapToObj(seat -> ledger.change(wanted(practice, newPatient(), seat)))
                    .toList();
            booked.forEach(answer -> assertThat(await(answer)).isInstanceOf(LedgerAnswer.Recorded.class));

            assertThat(ledger.meters().scrape())
                    .contains(
                            "slotkeeper_batch_size_sum{batch=\"book\"} 10",
                            "slotkeeper_queue_delay_seconds_count{queue=\"book\"} 10",
                            "slotkeeper_queue_waiting{queue=\"book\"} 0");
        }
    }

    @Test
    void aStatementThatPostgresRefusesIsCountedAsFailed() {
        try (PublishedLedger ledger = new PublishedLedger(1)) {
            Context loop = ledger.vertx().getOrCreateContext();
            PinnedConnection connection = new PinnedConnection(
                    ledger.vertx(),
                    ledger.primary(),
                    PublishedLedger.PATIENT,
                    Map.of(),
                    new StatementMeters(ledger.meters()));
            Sql bad = new Sql("truth/bad", "SELECT 1 / 0");

            boolean failed = await(PublishedLedger.on(loop, () -> connection
                    .run(bad, Tuple.tuple())
                    .transform(ended -> Future.succeededFuture(ended.failed()))));

            assertThat(failed).isTrue();
            assertThat(ledger.meters().scrape())
                    .contains(
                            "slotkeeper_store_calls_seconds_count{call=\"truth_bad\",outcome=\"failed\",store=\"postgres\"} 1");
            await(PublishedLedger.on(loop, connection::close));
        }
    }
}
