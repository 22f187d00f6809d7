package org.slotkeeper;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.slotkeeper.booking.BookingOffice;
import org.slotkeeper.booking.NoLongerKept;
import org.slotkeeper.booking.ReadPublished;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.engine.Engine;
import org.slotkeeper.engine.Operations;
import org.slotkeeper.engine.Route;
import org.slotkeeper.fhir.FhirOperations;
import org.slotkeeper.fhir.OperationOutcomes;
import org.slotkeeper.fhir.PublishedOperations;
import org.slotkeeper.postgres.PostgresConnections;
import org.slotkeeper.postgres.PostgresLedger;
import org.slotkeeper.practices.PracticeOperations;
import org.slotkeeper.publishing.BookEditor;
import org.slotkeeper.publishing.ListSessions;
import org.slotkeeper.publishing.PublishMany;
import org.slotkeeper.publishing.PublishSession;
import org.slotkeeper.publishing.SetPracticeRules;
import org.slotkeeper.publishing.WithdrawSession;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.reconcile.DeliverLateNews;
import org.slotkeeper.reconcile.DeliverNews;
import org.slotkeeper.reconcile.RefillPractice;
import org.slotkeeper.reconcile.SettleClaims;
import org.slotkeeper.reconcile.WarmPractices;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.Warmer;
import org.slotkeeper.redis.RedisInventoryRefill;
import org.slotkeeper.redis.RedisSeatInventory;
import org.slotkeeper.redis.RedisSlotInventory;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.Degraded;
import org.slotkeeper.tracing.Traces;

/** The booking engine of one event loop, put together: its use cases over its own connections. */
final class LoopEngine {

    private final PostgresConnections connections;
    private final Engine engine;
    private final PublishMany publishMany;
    private final DeliverLateNews deliverLateNews;
    private final SettleClaims settleClaims;
    private final WarmPractices warmPractices;
    private final Reconciling reconciling;

    LoopEngine(Vertx vertx, EngineParts parts) {
        Clock clock = parts.site().clock();
        Chance chance = parts.site().chance();
        Meters meters = parts.site().meters();
        this.connections = parts.postgres().connect(vertx);
        Seams seams = parts.site().seams();
        LedgerTruth truth = seams.truth(parts.truth());
        InventoryRefill refill = seams.refill(new RedisInventoryRefill(parts.redis(), chance::fillId, clock));
        RefillPractice warmer =
                new RefillPractice(truth, refill, parts.inventory().requestMemory(), chance::fillId, clock);
        Warmer onDemand = practice -> warmIfKnown(practice, parts, warmer);
        SlotInventory inventory =
                seams.inventory(new RedisSlotInventory(parts.redis(), parts.inventory(), onDemand, clock, meters));
        SeatInventory seats = seams.seats(new RedisSeatInventory(parts.redis(), onDemand, clock));
        AppointmentLedger ledger =
                seams.ledger(new PostgresLedger(vertx, connections, parts.findings(), clock, meters));
        DeliverNews news = new DeliverNews(
                inventory, truth, warmer, count -> meters.degraded(Degraded.INVENTORY_TOLD_LATER, count));
        PracticeBooks books = parts.books();
        BookingOffice.Ports ports = new BookingOffice.Ports(
                books, inventory, ledger, news, new MeteredDegradation(meters), new LoopTimeLimit(vertx));
        BookingOffice office = new BookingOffice(ports, parts.requests(), parts.booking(), clock);
        FhirOperations fhir = new FhirOperations(
                office, new NoLongerKept(parts.archive(), clock), parts.slotTexts(), parts.cursorSeal(), parts.fhir());
        SessionLedger sessions = seams.sessions(parts.sessions());
        BookEditor editor = new BookEditor(
                sessions,
                seats,
                news,
                new BookEditor.Line(parts.changesOfBooks(), clock),
                new BookEditor.Blocking(chance::claimKey, parts.booking().confirmLease()));
        this.publishMany = new PublishMany(editor);
        PracticeOperations practices = new PracticeOperations(
                new PublishSession(editor, seats),
                new WithdrawSession(editor),
                new ListSessions(sessions, seats),
                new SetPracticeRules(sessions, editor),
                new OperationOutcomes(),
                clock);
        Map<Route, Engine> byRoute = new EnumMap<>(Route.class);
        byRoute.putAll(fhir.byRoute());
        byRoute.putAll(
                new PublishedOperations(new ReadPublished(books, inventory, parts.archive(), clock), parts.slotTexts())
                        .byRoute());
        byRoute.putAll(practices.byRoute());
        byRoute.putAll(parts.moreOperations());
        Operations operations = new Operations(byRoute);
        Traces traces = parts.site().traces();
        this.engine = traces.isOn()
                ? new TracedEngine(traces, operations, span -> fhir.asking(office.over(TracedPorts.of(ports, span)))
                        .byRoute())
                : operations;
        this.deliverLateNews = new DeliverLateNews(truth, inventory, clock);
        this.settleClaims = new SettleClaims(refill, inventory, truth, clock);
        this.warmPractices = new WarmPractices(truth, refill, warmer, clock);
        this.reconciling =
                new Reconciling(vertx, parts, new Reconciling.Means(refill, warmer, settleClaims, deliverLateNews));
    }

    /** Whatever a caller named, nothing is kept of a practice that there is not. */
    private static Future<Void> warmIfKnown(OdsCode practice, EngineParts parts, Warmer warmer) {
        return parts.books().find(practice).compose(book -> {
            if (book.isEmpty()) {
                return Future.failedFuture("no practice " + practice + " is known");
            }
            parts.inventoryForgot().set(true);
            return warmer.warm(practice);
        });
    }

    Engine engine() {
        return engine;
    }

    PublishMany publishMany() {
        return publishMany;
    }

    DeliverLateNews deliverLateNews() {
        return deliverLateNews;
    }

    SettleClaims settleClaims() {
        return settleClaims;
    }

    WarmPractices warmPractices() {
        return warmPractices;
    }

    Reconciling reconciling() {
        return reconciling;
    }

    Future<Void> close() {
        return connections.close();
    }
}
