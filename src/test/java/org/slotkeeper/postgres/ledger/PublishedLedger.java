package org.slotkeeper.postgres.ledger;

import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.postgres.connection.ConnectionSettings;
import org.slotkeeper.postgres.connection.PinnedConnection;
import org.slotkeeper.postgres.connection.PostgresConnections;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.postgres.connection.PostgresPrimary;
import org.slotkeeper.postgres.connection.SelfCheck;
import org.slotkeeper.postgres.schema.Migrations;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.Stores;

/** A ledger on a database of its own, on event loops of its own, that any thread may call; and what JDBC sees of it from outside. */
public final class PublishedLedger implements AppointmentLedger, AutoCloseable {

    /** Statement patience short enough for a test to see it end. */
    static final ConnectionSettings SETTINGS = ConnectionSettings.DEFAULT;

    /** For whoever is not about silence: a busy machine is waited for. */
    public static final ConnectionSettings PATIENT =
            new ConnectionSettings(Patience.LONG, Patience.LONG, Duration.ofMillis(200), 4);

    /** As of an engine that has met no practice yet. */
    public static final Appointments NO_BOOKS = new Appointments(practice -> Optional.empty());

    private static final int START_TRIES = 8;

    private final Site site;
    private final PostgresPrimary primary;
    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters();
    private final List<OnLoop> engines = new ArrayList<>();
    private int next;

    private record OnLoop(Context loop, PostgresConnections connections, AppointmentLedger ledger) {}

    /**
     * Where a ledger is and how it is reached.
     *
     * @param database as JDBC sees it
     * @param hosts as the engines are told
     * @param appointments over the books that the engines have in memory
     */
    public record Site(
            PostgresAddress database,
            String hosts,
            Clock clock,
            ConnectionSettings settings,
            Appointments appointments) {

        public static Site of(PostgresAddress database) {
            return new Site(
                    database,
                    database.host() + ':' + database.port(),
                    Clock.fixed(LedgerWorld.NOW, ZoneOffset.UTC),
                    SETTINGS,
                    NO_BOOKS);
        }

        public Site reachedAt(String otherHosts) {
            return new Site(database, otherHosts, clock, settings, appointments);
        }

        public Site withClock(Clock other) {
            return new Site(database, hosts, other, settings, appointments);
        }

        public Site with(ConnectionSettings other) {
            return new Site(database, hosts, clock, other, appointments);
        }

        Site with(KnownBooks books) {
            return new Site(database, hosts, clock, settings, new Appointments(books));
        }
    }

    public PublishedLedger(int engineCount) {
        this(engineCount, sql -> {});
    }

    public PublishedLedger(int engineCount, Site site) {
        this(engineCount, site, sql -> {});
    }

    /** @param spoil what is done to the migrated database before the engines start */
    public PublishedLedger(int engineCount, java.util.function.Consumer<PublishedLedger> spoil) {
        this(engineCount, Site.of(Stores.freshDatabase()).with(PATIENT), spoil);
    }

    private PublishedLedger(int engineCount, Site site, java.util.function.Consumer<PublishedLedger> spoil) {
        this.site = site;
        this.primary = new PostgresPrimary(coordinates());
        Migrations.migrate(coordinates());
        execute("SELECT make_partitions('2026-11-02', '2026-12-13')");
        spoil.accept(this);
        for (int at = 0; at < engineCount; at++) {
            engines.add(started());
        }
    }

    public PostgresCoordinates coordinates() {
        PostgresAddress database = site.database();
        return new PostgresCoordinates(
                site.hosts(), database.port(), database.database(), database.user(), database.password());
    }

    public PostgresPrimary primary() {
        return primary;
    }

    public Vertx vertx() {
        return vertx;
    }

    public Meters meters() {
        return meters;
    }

    /** The first connections of a cold JVM on a busy machine may take longer than connections are given later on: an engine that starts tries again too. */
    private OnLoop started() {
        for (int tries = 1; tries < START_TRIES; tries++) {
            try {
                return await(start());
            } catch (AssertionError late) {
                // It is tried again at once.
            }
        }
        return await(start());
    }

    private Future<OnLoop> start() {
        Context loop = vertx.getOrCreateContext();
        return on(loop, () -> {
            PostgresConnections connections = new PostgresConnections(vertx, primary, site.settings(), meters);
            return SelfCheck.run(connections)
                    .map(findings -> new OnLoop(loop, connections, ledger(connections, findings)));
        });
    }

    static StoredAnswers answers(PinnedConnection connection, Clock clock) {
        return new StoredAnswers(connection, NO_BOOKS, clock);
    }

    private PostgresLedger ledger(PostgresConnections connections, SelfCheck.Findings findings) {
        WriteLane lane = new WriteLane(vertx, connections, site.appointments(), findings, site.clock(), meters);
        return new PostgresLedger(vertx, connections, site.appointments(), lane, site.clock(), meters);
    }

    public static <T> Future<T> on(Context loop, Supplier<Future<T>> call) {
        Promise<T> answer = Promise.promise();
        loop.runOnContext(here -> {
            var unused = call.get().onComplete(answer);
        });
        return answer.future();
    }

    private synchronized <T> Future<T> call(Function<AppointmentLedger, Future<T>> call) {
        OnLoop engine = engines.get(next++ % engines.size());
        return on(engine.loop(), () -> call.apply(engine.ledger()));
    }

    public OdsCode publishedPractice() {
        OdsCode practice = LedgerWorld.newPractice();
        execute("INSERT INTO practice VALUES ('" + practice
                + "', 'The Practice', 'LS1 1AA', 8000, true, 5184000, 0, 0, " + LedgerWorld.LIMIT + ", 1, now())");
        for (LocalDate day : List.of(LedgerWorld.DAY, LedgerWorld.NEXT_DAY)) {
            publish(practice, day);
        }
        return practice;
    }

    public void publish(OdsCode practice, LocalDate day) {
        LedgerWorld.runsOf(day).forEach(run -> publish(practice, day, run));
    }

    private void publish(OdsCode practice, LocalDate day, SlotRun run) {
        int care = run.firstOrdinal() + 1;
        String sql = """
                WITH described AS (
                    INSERT INTO care (practice, care, clinician, role, channel, service_type, location) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (practice, care) DO NOTHING
                ), opened AS (
                    INSERT INTO session (practice, day, session, starts_at, ends_at, slot_minutes, capacity, care, release, released_at, audience, updated_at)
                    VALUES (?, ?, ?, ?, ?, 10, ?, ?, 'at-once', '1970-01-01Z', 'registered-patients', now())
                )
                INSERT INTO session_run (practice, day, first_ordinal, session, slot_count, capacity, starts_at, slot_minutes, care) VALUES (?, ?, ?, ?, ?, ?, ?, 10, ?)
                """;
        Object[] values = {
            practice.value(),
            care,
            run.care().clinician(),
            run.care().role(),
            run.care().channel().name(),
            run.care().serviceType(),
            run.care().location(),
            practice.value(),
            Date.valueOf(day),
            run.session().value(),
            Timestamp.from(run.start()),
            Timestamp.from(run.end()),
            run.capacity(),
            care,
            practice.value(),
            Date.valueOf(day),
            run.firstOrdinal(),
            run.session().value(),
            run.slotCount(),
            run.capacity(),
            Timestamp.from(run.start()),
            care
        };
        try (Connection connection = Stores.connect(site.database());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            statement.execute();
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    public void withdraw(OdsCode practice, List<Integer> ordinals) {
        ordinals.forEach(ordinal -> execute("INSERT INTO occupancy (practice, day, ordinal) VALUES ('" + practice
                + "', '" + LedgerWorld.DAY + "', " + ordinal + ")"));
    }

    /** As JDBC sees it. */
    public PostgresAddress database() {
        return site.database();
    }

    public void execute(String sql) {
        Stores.execute(site.database(), sql);
    }

    public List<String> query(String sql) {
        try (Connection connection = Stores.connect(site.database());
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    public long count(String from) {
        return Long.parseLong(query("SELECT count(*) FROM " + from).get(0));
    }

    @Override
    public void close() {
        engines.forEach(
                engine -> await(on(engine.loop(), () -> engine.connections().close())));
        await(vertx.close());
        meters.close();
    }

    @Override
    public Future<LedgerAnswer> change(Change change) {
        return call(ledger -> ledger.change(change));
    }

    @Override
    public Future<Optional<LedgerAnswer>> answerTo(OdsCode practice, Request request) {
        return call(ledger -> ledger.answerTo(practice, request));
    }

    @Override
    public Future<Optional<Appointment>> look(AppointmentId id, Request request) {
        return call(ledger -> ledger.look(id, request));
    }

    @Override
    public Future<Optional<Appointment>> read(AppointmentId id, Reader reader) {
        return call(ledger -> ledger.read(id, reader));
    }

    @Override
    public Future<Optional<Refusal>> objection(Room room) {
        return call(ledger -> ledger.objection(room));
    }

    @Override
    public Future<Listed> list(NhsNumber patient, Listing listing, Reader reader) {
        return call(ledger -> ledger.list(patient, listing, reader));
    }

    @Override
    public Future<Void> audit(
            OdsCode practice, String operation, String outcome, Optional<AppointmentId> appointment, Reader reader) {
        return call(ledger -> ledger.audit(practice, operation, outcome, appointment, reader));
    }
}
