package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
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

    /** Whether it will be a hold or an appointment that is given back is not known yet. */
    @Test
    void aHoldThatIsBeingConfirmedCannotBeWithdrawnNow() throws Exception {
        try (RunningSystem system = RunningSystem.start()) {
            Api api = system.api();
            OdsCode practice = system.practiceWithSlots(1);
            String token = api.patientToken(ann, practice);
            Answer hold =
                    system.held(ann, practice, system.freeOnMonday(practice).get(0));
            Api.Call confirming = api.change(
                    token, hold.id(), Bodies.appointment(ann, hold.slot()).put("id", hold.id()));

            CompletableFuture<Answer> confirmed;
            try (Lock lock = new Lock(system)) {
                confirmed = confirming.sendAsync();
                await().until(lock::isWaitedFor);

                Answer tooEarly = api.change(token, hold.id(), Bodies.cancelled(hold.json(), "Feeling better"))
                        .send();
                tooEarly.refusedAs(425, "transient", "TOO_EARLY");
                assertRetryAfter(tooEarly);
            }

            Answer booked = confirmed.join().withStatus(200);
            assertThat(booked.json().getString("status")).isEqualTo("booked");
            system.cancel(ann, practice, booked, booked.etag()).withStatus(200);
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
                        api.book(bens, Bodies.appointment(ben, slots.get(1))).sendOnce();
                turnedAway.refusedAs(503, "transient", "OVERLOADED");
                assertRetryAfter(turnedAway);
            }

            first.join().withStatus(201);
            api.book(bens, Bodies.appointment(ben, slots.get(1))).send().withStatus(201);
        }
    }

    @Test
    void withoutTheInventoryNothingIsFoundHeldBookedOrMovedAndWhatIsBookedCanBeReadAmendedAndCancelled()
            throws Exception {
        try (RunningSystem before = RunningSystem.start()) {
            OdsCode practice = before.practiceWithSlots(3);
            List<String> slots = before.freeOnMonday(practice);
            Api.Call booking =
                    before.api().book(before.api().patientToken(ann, practice), Bodies.appointment(ann, slots.get(0)));
            Answer booked = booking.send().withStatus(201);
            try (RunningSystem system = RunningSystem.start(
                    before.ledger(), RunningSystem.NOW, 1, "redis.port=" + portOfNobody(), "redis.timeout=PT1S")) {
                Api api = system.api();
                String anns = api.patientToken(ann, practice);
                JsonObject amended = booked.json().put("comment", "with a pram");

                for (Answer refused : List.of(
                        api.search(anns, practice, "2037-11-23", "2037-11-24"),
                        api.hold(anns, Bodies.hold(ann, slots.get(1))).send(),
                        api.book(api.patientToken(ben, practice), Bodies.appointment(ben, slots.get(1)))
                                .send(),
                        system.move(ann, practice, booked, slots.get(2)))) {
                    refused.refusedAs(503, "transient", "STORE_AWAY");
                    assertRetryAfter(refused);
                }
                assertThat(system.count("SELECT count(*) FROM occupancy")).isEqualTo(1);

                api.read(anns, booked.id()).withStatus(200);
                Answer changed = api.change(anns, booked.id(), amended)
                        .header("If-Match", booked.etag())
                        .send()
                        .withStatus(200);
                system.cancel(ann, practice, booked, changed.etag()).withStatus(200);
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
