package org.slotkeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.fhir.Bodies;
import org.slotkeeper.testing.Stores;

/** Refusals that say: not now, ask again. Here the ledger is made to wait by a lock that somebody else holds on it. */
final class TransientErrorTest {

    private final NhsNumber ann = RunningSystem.newPatient();
    private final NhsNumber ben = RunningSystem.newPatient();

    @Test
    void aBookingWhoseOutcomeIsNotKnownIsFoundUnderItsRequestIdAndNeverMadeTwice() throws Exception {
        try (RunningSystem system = RunningSystem.start("gateway.deadline=PT8S")) {
            Api api = system.api();
            OdsCode practice = system.practiceWithSlots(2);
            String slot = system.freeOnMonday(practice).get(0);
            Api.Call booking = api.book(api.patientToken(ann, practice), Bodies.appointment(ann, slot))
                    .requestId(UUID.randomUUID());

            try (Lock lock = new Lock(system)) {
                CompletableFuture<Answer> first = booking.sendAsync();
                await().until(lock::isWaitedFor);

                Answer meanwhile = booking.send();
                meanwhile.refusedAs(425, "transient", "TOO_EARLY");
                assertRetryAfter(meanwhile);
                Answer unknown = first.join();
                unknown.refusedAs(503, "transient", "OUTCOME_UNKNOWN");
                assertRetryAfter(unknown);
            }

            Answer booked = await().until(booking::send, answer -> answer.status() == 201);
            assertThat(booked.slot()).isEqualTo(slot);
            assertThat(booking.send().withStatus(201).json()).isEqualTo(booked.json());
            assertThat(system.count("SELECT count(*) FROM appointment")).isEqualTo(1);
        }
    }

    @Test
    void whoeverComesWhileAllHandsAreFullIsToldToComeLater() throws Exception {
        try (RunningSystem system =
                RunningSystem.start(Stores.freshDatabase(), RunningSystem.NOW, 1, "gateway.inFlightMax=1")) {
            Api api = system.api();
            OdsCode practice = system.practiceWithSlots(2);
            List<String> slots = system.freeOnMonday(practice);
            String bens = api.patientToken(ben, practice);
            Api.Call booking = api.book(api.patientToken(ann, practice), Bodies.appointment(ann, slots.get(0)));

            CompletableFuture<Answer> first;
            try (Lock lock = new Lock(system)) {
                first = booking.sendAsync();
                await().until(lock::isWaitedFor);

                Answer turnedAway =
                        api.book(bens, Bodies.appointment(ben, slots.get(1))).send();
                turnedAway.refusedAs(503, "transient", "OVERLOADED");
                assertRetryAfter(turnedAway);
            }

            first.join().withStatus(201);
            api.book(bens, Bodies.appointment(ben, slots.get(1))).send().withStatus(201);
        }
    }

    @Test
    void withoutTheInventoryNothingIsHeldOrFoundAndWhatIsBookedIsBookedInTheLedger() throws Exception {
        try (RunningSystem before = RunningSystem.start()) {
            OdsCode practice = before.practiceWithSlots(2);
            List<String> slots = before.freeOnMonday(practice);
            try (RunningSystem system = RunningSystem.start(
                    before.ledger(),
                    RunningSystem.NOW,
                    1,
                    "redis.port=" + portOfNobody(),
                    "redis.timeout=PT1S",
                    "booking.bypassNotice=PT10S")) {
                Api api = system.api();
                String anns = api.patientToken(ann, practice);

                Answer search = api.search(anns, practice, "2037-11-23", "2037-11-24");
                Answer hold = api.hold(anns, Bodies.hold(ann, slots.get(0))).send();
                Api.Call booking = api.book(anns, Bodies.appointment(ann, slots.get(0)));
                Answer early = booking.send();
                Answer booked = await().until(booking::send, answer -> answer.status() != 503);
                Answer second = api.book(api.patientToken(ben, practice), Bodies.appointment(ben, slots.get(0)))
                        .send();

                search.refusedAs(503, "transient", "STORE_AWAY");
                assertRetryAfter(search);
                hold.refusedAs(503, "transient", "STORE_AWAY");
                assertRetryAfter(hold);
                early.refusedAs(503, "transient", "STORE_AWAY");
                assertRetryAfter(early);
                booked.withStatus(201).validR4();
                second.refusedAs(409, "conflict", "SLOT_TAKEN");
                assertThat(system.count("SELECT count(*) FROM occupancy")).isEqualTo(1);
            }
        }
    }

    private static void assertRetryAfter(Answer answer) {
        assertThat(Integer.parseInt(answer.header("Retry-After").orElseThrow())).isBetween(1, 60);
    }

    private static int portOfNobody() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Somebody who keeps all others from taking seats, until closed. Reading goes on. */
    private static final class Lock implements AutoCloseable {

        private final RunningSystem system;
        private final Connection connection;

        Lock(RunningSystem system) throws SQLException {
            this.system = system;
            this.connection = Stores.connect(system.ledger());
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE occupancy IN SHARE MODE");
            }
        }

        boolean isWaitedFor() {
            return system.count("SELECT count(*) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                    > 0;
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.close();
        }
    }
}
