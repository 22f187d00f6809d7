package org.slotkeeper;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slotkeeper.booking.BookingSettings;
import org.slotkeeper.booking.Requests;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.booking.spi.SlotArchive;
import org.slotkeeper.config.SlotkeeperConfig.ReconcileSection;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.engine.Engine;
import org.slotkeeper.engine.Route;
import org.slotkeeper.fhir.CursorSeal;
import org.slotkeeper.fhir.FhirSettings;
import org.slotkeeper.fhir.SlotTexts;
import org.slotkeeper.platform.Turns;
import org.slotkeeper.postgres.ConnectionSettings;
import org.slotkeeper.postgres.PostgresConnections;
import org.slotkeeper.postgres.PostgresLedgerSight;
import org.slotkeeper.postgres.PostgresLedgerTruth;
import org.slotkeeper.postgres.PostgresPrimary;
import org.slotkeeper.postgres.SelfCheck;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.redis.InventorySettings;
import org.slotkeeper.redis.RedisConnections;
import org.slotkeeper.telemetry.Meters;

/**
 * What the engines of all event loops share.
 *
 * @param inventoryForgot set when a practice was met that the inventory had forgotten: there may be more
 * @param moreOperations answered by the same table, for example those of the demonstration
 */
record EngineParts(
        Postgres postgres,
        SelfCheck.Findings findings,
        RedisConnections redis,
        InventorySettings inventory,
        PostgresLedgerTruth truth,
        PostgresLedgerSight sight,
        ReconcileSection reconcile,
        PracticeBooks books,
        SlotArchive archive,
        SessionLedger sessions,
        Turns<OdsCode> changesOfBooks,
        Requests requests,
        BookingSettings booking,
        SlotTexts slotTexts,
        CursorSeal cursorSeal,
        FhirSettings fhir,
        AtomicBoolean inventoryForgot,
        Map<Route, Engine> moreOperations,
        EngineHouse.Site site) {

    /** How each event loop makes its own connections to the ledger. */
    record Postgres(PostgresPrimary primary, ConnectionSettings settings, Meters meters) {
        PostgresConnections connect(Vertx vertx) {
            return new PostgresConnections(vertx, primary, settings, meters);
        }
    }
}
