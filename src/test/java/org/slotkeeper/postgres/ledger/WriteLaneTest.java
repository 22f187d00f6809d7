package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.wanted;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.VertxInternal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.postgres.connection.PostgresConnections;
import org.slotkeeper.postgres.connection.SelfCheck;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Futures;
import org.slotkeeper.testing.Stores;

/** Several event loops, one line of writes. */
final class WriteLaneTest {

    private static final Clock CLOCK = Clock.fixed(LedgerWorld.NOW, ZoneOffset.UTC);
    private static final int OF_EACH = 8;

    private final Meters meters = new Meters();

    /** While a statement is under way all that comes is the next one, whichever loop it comes from; and each loop hears of its own. */
    @Test
    void whatSeveralLoopsWriteMeanwhileIsOneStatement() throws Exception {
        try (PublishedLedger database = new PublishedLedger(1)) {
            OdsCode practice = database.publishedPractice();
            Context home = newLoop(database);
            WriteLane lane = Futures.await(PublishedLedger.on(home, () -> lane(database)));
            List<Context> loops = List.of(newLoop(database), newLoop(database));
            Queue<String> elsewhere = new ConcurrentLinkedQueue<>();
            List<Future<LedgerAnswer>> answers = new ArrayList<>();
            try (Connection other = Stores.connect(database.database());
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE occupancy IN SHARE MODE");
                answers.add(booked(loops.get(0), lane, wanted(practice, newPatient(), 0), elsewhere));
                await().until(() -> meters.scrape().contains("slotkeeper_batch_size_count{batch=\"book\"} 1"));
                for (int nth = 1; nth <= OF_EACH; nth++) {
                    for (Context loop : loops) {
                        int seat = loops.indexOf(loop) * OF_EACH + nth;
                        answers.add(booked(loop, lane, wanted(practice, newPatient(), seat), elsewhere));
                    }
                }
                await().until(() ->
                        meters.scrape().contains("slotkeeper_queue_waiting{queue=\"book\"} " + 2 * OF_EACH));
                other.rollback();
            }

            for (Future<LedgerAnswer> answer : answers) {
                assertThat(Futures.await(answer)).isInstanceOf(LedgerAnswer.Recorded.class);
            }
            assertThat(elsewhere).isEmpty();
            assertThat(meters.scrape())
                    .contains("slotkeeper_batch_size_count{batch=\"book\"} 2")
                    .contains("slotkeeper_batch_size_sum{batch=\"book\"} " + (2 * OF_EACH + 1));
            // From here, which is no loop of its own.
            Futures.await(lane.close());
        }
    }

    private Future<WriteLane> lane(PublishedLedger database) {
        PostgresConnections connections =
                new PostgresConnections(database.vertx(), database.primary(), PublishedLedger.SETTINGS, meters);
        return SelfCheck.run(connections)
                .map(findings -> new WriteLane(
                        database.vertx(), connections, PublishedLedger.NO_BOOKS, findings, CLOCK, meters));
    }

    private static Context newLoop(PublishedLedger database) {
        return ((VertxInternal) database.vertx()).createEventLoopContext();
    }

    private static Future<LedgerAnswer> booked(
            Context loop, WriteLane lane, Change.Book wanted, Queue<String> elsewhere) {
        return PublishedLedger.on(loop, () -> {
            Thread here = Thread.currentThread();
            return lane.change(wanted).onSuccess(answer -> {
                if (Thread.currentThread() != here) {
                    elsewhere.add(Thread.currentThread() + " in place of " + here);
                }
            });
        });
    }
}
