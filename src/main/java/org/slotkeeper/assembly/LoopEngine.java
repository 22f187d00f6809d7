package org.slotkeeper.assembly;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.Operations;
import org.slotkeeper.api.Routes;
import org.slotkeeper.api.fhir.Definitions;
import org.slotkeeper.api.fhir.FhirOperations;
import org.slotkeeper.api.fhir.Metadata;
import org.slotkeeper.api.fhir.OperationOutcomes;
import org.slotkeeper.api.fhir.PublishedOperations;
import org.slotkeeper.api.practice.PracticeOperations;
import org.slotkeeper.api.practice.StatisticsOperations;
import org.slotkeeper.assembly.PublicFaces.Face;
import org.slotkeeper.booking.BookingOffice;
import org.slotkeeper.booking.BookingPorts;
import org.slotkeeper.booking.NoLongerKept;
import org.slotkeeper.booking.ReadPublished;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.booking.spi.TimeLimit;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.postgres.connection.PostgresConnections;
import org.slotkeeper.postgres.ledger.PostgresLedger;
import org.slotkeeper.publishing.BookEditor;
import org.slotkeeper.publishing.ListSessions;
import org.slotkeeper.publishing.PublishMany;
import org.slotkeeper.publishing.PublishSession;
import org.slotkeeper.publishing.SetPracticeRules;
import org.slotkeeper.publishing.WithdrawSession;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.reconcile.FreeSeats;
import org.slotkeeper.reconcile.RefillPractice;
import org.slotkeeper.reconcile.SettleLeases;
import org.slotkeeper.reconcile.WarmPractices;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.reconcile.spi.Warmer;
import org.slotkeeper.redis.inventory.RedisInventoryRefill;
import org.slotkeeper.redis.inventory.RedisSeatInventory;
import org.slotkeeper.redis.inventory.RedisSeatLeases;
import org.slotkeeper.redis.inventory.RedisSlotInventory;
import org.slotkeeper.statistics.ReadStatistics;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.Degraded;
import org.slotkeeper.tracing.Traces;

/** The booking engine of one event loop, put together: its use cases over its own connections. */
public final class LoopEngine {

    private static final int TRIES = 8;
    private static final Duration PAUSE_BETWEEN_TRIES = Duration.ofSeconds(1);

    private final PostgresConnections connections;
    private final Engine engine;
    private final PublishMany publishMany;
    private final SettleLeases settleLeases;
    private final WarmPractices warmPractices;
    private final Reconciling reconciling;

    LoopEngine(Vertx vertx, EngineParts parts) {
        Clock clock = parts.environment().clock();
        Chance chance = parts.environment().chance();
        Meters meters = parts.environment().meters();
        this.connections = parts.ledger().postgres().connect(vertx);
        Seams seams = parts.environment().seams();
        LedgerTruth truth = seams.truth(parts.ledger().truth());
        InventoryRefill refill =
                seams.refill(new RedisInventoryRefill(parts.inventory().redis(), chance::fillId));
        RefillPractice warmer =
                new RefillPractice(truth, refill, parts.inventory().settings().requestMemory(), chance::fillId, clock);
        Warmer onDemand = practice -> warmIfKnown(practice, parts, warmer);
        SlotInventory inventory = seams.inventory(new RedisSlotInventory(
                parts.inventory().redis(), parts.inventory().settings(), onDemand, clock, meters));
        SeatInventory seats =
                seams.seats(new RedisSeatInventory(parts.inventory().redis(), onDemand, clock));
        AppointmentLedger ledger = seams.ledger(new PostgresLedger(
                vertx,
                connections,
                parts.ledger().appointments(),
                parts.ledger().lane(),
                clock,
                meters));
        SeatLeases leases = seams.leases(new RedisSeatLeases(parts.inventory().redis()));
        this.settleLeases = new SettleLeases(leases, truth, clock);
        TimeLimit timeLimit = new LoopTimeLimit(vertx);
        FreeSeats desk = new FreeSeats(
                leases,
                settleLeases,
                warmer,
                new FreeSeats.Means(
                        clock,
                        parts.booking().settings().confirmLease(),
                        timeLimit,
                        time -> pause(vertx, time),
                        count -> meters.degraded(Degraded.INVENTORY_TOLD_LATER, count)));
        PracticeBooks books = parts.books().published();
        BookingPorts ports =
                new BookingPorts(books, inventory, ledger, desk, new MeteredDegradation(meters), timeLimit);
        BookingOffice office = new BookingOffice(
                ports, parts.booking().requests(), parts.booking().settings(), clock);
        SessionLedger sessions = seams.sessions(parts.books().sessions());
        BookEditor editor = new BookEditor(
                sessions,
                seats,
                desk,
                new BookEditor.Line(parts.books().changes(), clock),
                new BookEditor.Blocking(
                        chance::claimKey, parts.booking().settings().confirmLease()));
        this.publishMany = new PublishMany(editor);
        PracticeOperations practices = new PracticeOperations(
                new PublishSession(editor, seats),
                new WithdrawSession(editor),
                new ListSessions(sessions, seats),
                new SetPracticeRules(sessions, editor),
                new OperationOutcomes(),
                clock);
        StatisticsOperations statistics = new StatisticsOperations(
                new ReadStatistics(books, parts.ledger().counts()), new OperationOutcomes());
        Rooms rooms = new Rooms(ports, office, practices, statistics);
        this.engine = new FacedEngine(parts.api().faces(), face -> faced(face, parts, rooms));
        this.warmPractices = new WarmPractices(truth, refill, warmer, clock);
        this.reconciling = new Reconciling(
                parts,
                new Reconciling.Means(
                        refill,
                        warmer,
                        settleLeases,
                        () -> pause(vertx, parts.reconcile().pause())));
    }

    /** What answers whose answers have no links, and what those with links ask. */
    private record Rooms(
            BookingPorts ports, BookingOffice office, PracticeOperations practices, StatisticsOperations statistics) {}

    private static Engine faced(Face face, EngineParts parts, Rooms rooms) {
        Clock clock = parts.environment().clock();
        FhirOperations fhir = new FhirOperations(
                rooms.office(),
                new NoLongerKept(parts.books().archive(), clock),
                face.texts(),
                parts.api().cursorSeal(),
                face.settings());
        PublishedOperations published = new PublishedOperations(
                new ReadPublished(
                        parts.books().published(),
                        rooms.ports().inventory(),
                        parts.books().archive(),
                        clock),
                face.texts());
        Routes routes = parts.api().served().routes();
        Operations operations = new Operations(
                routes,
                List.of(
                        new Metadata(face.settings(), routes.operations()).handlers(),
                        new Definitions().handlers(),
                        fhir.handlers(),
                        published.handlers(),
                        rooms.practices().handlers(),
                        rooms.statistics().handlers(),
                        parts.api().served().demo()));
        Traces traces = parts.environment().traces();
        return traces.isOn()
                ? new TracedEngine(traces, operations, span -> fhir.asking(
                                rooms.office().over(TracedPorts.of(rooms.ports(), span)))
                        .handlers())
                : operations;
    }

    public static Future<Void> pause(Vertx vertx, Duration time) {
        return vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * The first connections of a cold JVM on a busy machine may take longer than connections are
     * given later on, when callers wait for them.
     */
    static Tries tries(Vertx vertx) {
        return new Tries(TRIES, () -> pause(vertx, PAUSE_BETWEEN_TRIES));
    }

    /** Whatever a caller named, nothing is kept of a practice that there is not. */
    private static Future<Void> warmIfKnown(OdsCode practice, EngineParts parts, Warmer warmer) {
        return parts.books().published().find(practice).compose(book -> {
            if (book.isEmpty()) {
                return Future.failedFuture("no practice " + practice + " is known");
            }
            parts.inventory().forgot().set(true);
            return warmer.warm(practice);
        });
    }

    Engine engine() {
        return engine;
    }

    PublishMany publishMany() {
        return publishMany;
    }

    SettleLeases settleLeases() {
        return settleLeases;
    }

    public WarmPractices warmPractices() {
        return warmPractices;
    }

    public Reconciling reconciling() {
        return reconciling;
    }

    Future<Void> close() {
        return connections.close();
    }
}
