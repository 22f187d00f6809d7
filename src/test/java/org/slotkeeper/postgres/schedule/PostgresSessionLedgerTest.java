package org.slotkeeper.postgres.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.done;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.PostgresPrimary;
import org.slotkeeper.publishing.Publishing;
import org.slotkeeper.publishing.SessionLedgerContract;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Stores;

final class PostgresSessionLedgerTest extends SessionLedgerContract {

    private static final Meters METERS = new Meters();

    private static Vertx vertx;
    private static PostgresAddress database;
    private static PostgresPool pool;

    @BeforeAll
    static void migrate() {
        vertx = Vertx.vertx();
        database = Stores.freshDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db")
                .load()
                .migrate();
        PostgresCoordinates coordinates = new PostgresCoordinates(
                database.host(), database.port(), database.database(), database.user(), database.password());
        pool = new PostgresPool(vertx, new PostgresPrimary(coordinates), 4, METERS);
    }

    @AfterAll
    static void stop() {
        done(pool.close());
        done(vertx.close());
    }

    @Override
    protected SessionLedger emptyLedger() {
        Stores.execute(
                database,
                "TRUNCATE practice, care, session, session_run, retired_slot, practice_request, occupancy, appointment, appointment_version, outbox, audit");
        return new PostgresSessionLedger(pool);
    }

    @Override
    protected void book(SeatId seat, AppointmentId appointment) {
        String day = "'" + seat.day() + "'";
        String key = "'" + appointment.key() + "'";
        Stores.execute(
                database,
                "INSERT INTO occupancy VALUES ('" + seat.practice() + "', " + day + ", " + seat.ordinal() + ", " + day
                        + ", " + key + ")");
        Stores.execute(
                database,
                "INSERT INTO appointment (practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at, ends_at, caller, booked_by, booked_at, updated_at) VALUES ('"
                        + seat.practice() + "', " + day + ", " + key + ", " + seat.ordinal()
                        + ", 1, 'BOOKED', 9434765919, " + day + ", '{" + seat.ordinal()
                        + "}', now(), now(), 'test', 'test', now(), now())");
    }

    @Test
    void aChangeIsInTheAuditTrailAndNothingIsLeftInTheOutbox() throws SQLException {
        SessionLedger ledger = emptyLedger();
        whatIsPublished(ledger);

        assertThat(count("SELECT count(*) FROM audit WHERE caller = 'practice:Z99001' AND operation = 'PUBLISH'"))
                .isEqualTo(2);
        assertThat(count("SELECT count(*) FROM outbox")).isZero();
    }

    private static void whatIsPublished(SessionLedger ledger) {
        var listing =
                new PracticeListing(Publishing.PRACTICE, Optional.of("An Example"), Optional.empty(), Optional.empty());
        done(ledger.register(List.of(listing), Publishing.RULES, Publishing.NOW));
        var run = new SlotRun(
                new SessionId("morning"),
                0,
                3,
                1,
                Publishing.NOW.plusSeconds(60_000),
                Duration.ofMinutes(10),
                Publishing.GP);
        done(ledger.record(
                new LayoutChange(Publishing.PRACTICE, 0, List.of(), Map.of(Publishing.MONDAY, List.of(run)), Map.of()),
                Publishing.act()));
        BitSet second = new BitSet();
        second.set(1);
        done(ledger.record(
                new LayoutChange(Publishing.PRACTICE, 1, List.of(), Map.of(), Map.of(Publishing.MONDAY, second)),
                Publishing.act()));
    }

    private static int count(String sql) throws SQLException {
        try (Connection connection = Stores.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }
}
