package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.Management;
import org.slotkeeper.testing.Stores;

/** A Postgres that gives us few connections: all that an engine needs, or it says so and does not start. */
final class ConnectionLimitTest {

    private static final int EVENT_LOOPS = 2;
    /** One for each loop, two that write, eight of the pool, one that looks for the server, two jobs' locks, and one for upkeep. */
    private static final int NEEDED = EVENT_LOOPS + 2 + 8 + 1 + 2 + 1;

    private static PostgresAddress limited(String limit) {
        PostgresAddress superusers = Stores.freshDatabase();
        String name = superusers.database();
        Stores.execute(superusers, "CREATE ROLE " + name + " LOGIN PASSWORD 'of a test'");
        Stores.execute(superusers, "ALTER DATABASE " + name + " OWNER TO " + name);
        Stores.execute(superusers, "ALTER " + limit.replace("?", name));
        return new PostgresAddress(superusers.host(), superusers.port(), name, name, "of a test");
    }

    private static RunningSystem start(PostgresAddress ledger, String... settings) {
        Stores.flushed();
        return RunningSystem.start(ledger, RunningSystem.NOW, EVENT_LOOPS, settings);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 12, NEEDED - 1})
    void anEngineThatCouldNeverBookSaysSoAndDoesNotStart(int limit) {
        PostgresAddress ledger = limited("ROLE ? CONNECTION LIMIT " + limit);

        assertThatThrownBy(() -> start(ledger).close())
                .isInstanceOf(CannotRun.class)
                .hasMessage("Postgres takes " + limit + " connections from here (ALTER ROLE … CONNECTION LIMIT), but an"
                        + " engine needs " + NEEDED + ": raise that limit");
    }

    @Test
    void theLimitMayBeTheDatabases() {
        PostgresAddress ledger = limited("DATABASE ? CONNECTION LIMIT 5");

        assertThatThrownBy(() -> start(ledger).close())
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("ALTER DATABASE … CONNECTION LIMIT");
    }

    @Test
    void withAsManyAsItNeedsAllOfItsWorkIsDone() {
        PostgresAddress ledger = limited("ROLE ? CONNECTION LIMIT " + NEEDED);

        try (RunningSystem system = start(ledger, "redis.engines=1", "reconcile.roundTime=PT5S")) {
            OdsCode practice = system.practiceWithSlots(60);
            List<String> slots = system.freeOnMonday(practice);
            List<CompletableFuture<Answer>> booking = slots.stream()
                    .map(slot -> booking(system, practice, slot).untilAnswered())
                    .toList();
            for (int other = 0; other < 10; other++) {
                OdsCode published = system.newPractice();
                assertThat(system.publish(published, "morning", RunningSystem.session(RunningSystem.MONDAY, 2)))
                        .hasSize(2);
            }

            assertThat(booking)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(201));
            assertThat(ready(system)).contains("\"postgres\":\"UP\"");
        }
    }

    /** The limit was lowered under a running engine, whose writer has to connect anew; readers and the pool still have their connections. */
    @Test
    void readyAsksByTheConnectionsThatBookingsUse() {
        PostgresAddress ledger = limited("ROLE ? CONNECTION LIMIT " + 2 * NEEDED);
        PostgresAddress superusers = Stores.freshDatabase();

        try (RunningSystem system = start(ledger)) {
            OdsCode practice = system.practiceWithSlots(1);
            booking(system, practice, system.freeOnMonday(practice).get(0))
                    .untilAnswered()
                    .join()
                    .withStatus(201);
            Stores.execute(superusers, "ALTER ROLE " + ledger.user() + " CONNECTION LIMIT 0");

            Stores.execute(
                    superusers,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + ledger.user()
                            + "' AND query LIKE '%fingerprint%'");

            await().until(() -> ready(system).contains("\"postgres\":\"DOWN\""));
        }
    }

    /** Asked again for as long as a busy machine keeps connections from being made. */
    private static Api.Call booking(RunningSystem system, OdsCode practice, String slot) {
        NhsNumber patient = RunningSystem.newPatient();
        return system.api().book(system.api().patientToken(patient, practice), Bodies.appointment(patient, slot));
    }

    private static String ready(RunningSystem system) {
        return Management.ask(system.running().managementPort(), "/health/ready")
                .body();
    }
}
