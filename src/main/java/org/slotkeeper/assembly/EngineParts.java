package org.slotkeeper.assembly;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slotkeeper.api.fhir.CursorSeal;
import org.slotkeeper.booking.BookingSettings;
import org.slotkeeper.booking.Requests;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SlotArchive;
import org.slotkeeper.config.SlotkeeperConfig.ReconcileSection;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.Turns;
import org.slotkeeper.postgres.connection.ConnectionSettings;
import org.slotkeeper.postgres.connection.PostgresConnections;
import org.slotkeeper.postgres.connection.PostgresPrimary;
import org.slotkeeper.postgres.ledger.Appointments;
import org.slotkeeper.postgres.ledger.WriteLane;
import org.slotkeeper.postgres.reconcile.PostgresLedgerSight;
import org.slotkeeper.postgres.reconcile.PostgresLedgerTruth;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.redis.connection.RedisConnections;
import org.slotkeeper.redis.inventory.InventorySettings;
import org.slotkeeper.statistics.spi.AppointmentCounts;
import org.slotkeeper.telemetry.Meters;

/** What the engines of all event loops share. */
record EngineParts(
        Ledger ledger,
        Inventory inventory,
        Books books,
        Booking booking,
        Api api,
        ReconcileSection reconcile,
        EngineEnvironment environment) {

    record Ledger(
            Postgres postgres,
            WriteLane lane,
            Appointments appointments,
            PostgresLedgerTruth truth,
            PostgresLedgerSight sight,
            AppointmentCounts counts) {}

    /**
     * @param forgot set when a practice was met that the inventory had forgotten: there may be more
     */
    record Inventory(RedisConnections redis, InventorySettings settings, AtomicBoolean forgot) {}

    /** What practices have published, and how they change it. */
    record Books(PracticeBooks published, SlotArchive archive, SessionLedger sessions, Turns<OdsCode> changes) {}

    record Booking(Requests requests, BookingSettings settings) {}

    record Api(ServedOperations served, PublicFaces faces, CursorSeal cursorSeal) {}

    /** How each event loop makes its own connections to the ledger. */
    record Postgres(PostgresPrimary primary, ConnectionSettings settings, Meters meters) {
        PostgresConnections connect(Vertx vertx) {
            return new PostgresConnections(vertx, primary, settings, meters);
        }
    }
}
