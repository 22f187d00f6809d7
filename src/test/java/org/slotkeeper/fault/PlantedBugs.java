package org.slotkeeper.fault;

import io.vertx.core.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.booking.spi.NewAppointment;
import org.slotkeeper.booking.spi.SlotInventory;

/** Bugs that are planted on purpose, to see whether they would be found: in the database, or between an engine and its ports. */
public enum PlantedBugs {
    NONE(List.of(), List.of()),

    /** Nothing in the ledger keeps two patients out of one seat. */
    NO_UNIQUE_INDEX(
            List.of(
                    "ALTER TABLE occupancy DROP CONSTRAINT occupancy_pkey",
                    "CREATE FUNCTION nobody_looks() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN PERFORM pg_sleep(0.02); RETURN NEW; END $$",
                    "CREATE TRIGGER nobody_looks BEFORE INSERT ON occupancy FOR EACH ROW EXECUTE FUNCTION nobody_looks()"),
            List.of(FaultKind.REDIS_AWAY_FOR_LONG)),

    /** The patient is told before the ledger has committed. */
    ACK_BEFORE_COMMIT(
            List.of(),
            List.of(
                    FaultKind.COMMIT_LOST,
                    FaultKind.ENGINE_KILLED,
                    FaultKind.POSTGRES_KILLED,
                    FaultKind.ENGINE_STOPPED_FOR_A_WHILE)),

    /** The ledger forgets what it refused. */
    NO_REFUSAL_ROWS(
            List.of(
                    "CREATE FUNCTION forget_refusal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM request"
                            + " WHERE key = NEW.key AND practice = NEW.practice; RETURN NULL; END $$",
                    "CREATE TRIGGER forget_refusal BEFORE INSERT ON refusal FOR EACH ROW EXECUTE FUNCTION"
                            + " forget_refusal()"),
            List.of(FaultKind.REDIS_AWAY_FOR_LONG, FaultKind.REDIS_FLUSHED, FaultKind.ENGINE_STOPPED_FOR_A_WHILE)),

    /** The ledger forgets which requests it has met. */
    NO_REQUEST_ROW(
            List.of(
                    "CREATE FUNCTION forget_request() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                            + " NEW.key := gen_random_uuid(); RETURN NEW; END $$",
                    "CREATE TRIGGER forget_request BEFORE INSERT ON request FOR EACH ROW EXECUTE FUNCTION"
                            + " forget_request()"),
            List.of(FaultKind.COMMIT_DONE_ANSWER_LOST, FaultKind.LINK_CUT, FaultKind.ENGINE_KILLED)),

    /** The inventory believes news whatever its version: old news undoes new. */
    NO_VERSION_RULE(
            List.of(),
            List.of(
                    FaultKind.ENGINE_STOPPED_FOR_A_WHILE,
                    FaultKind.LINK_BLACK_HOLE,
                    FaultKind.ENGINE_PAUSED_AT_A_POINT,
                    FaultKind.REDIS_STOPPED_FOR_A_WHILE)),

    /** A change is made to whatever version there is. */
    NO_LIFE_CHECK(List.of(), List.of(FaultKind.REDIS_SET_BACK_TO_OLD_MEMORY));

    private final List<String> sql;
    private final List<FaultKind> revealing;

    PlantedBugs(List<String> sql, List<FaultKind> revealing) {
        this.sql = sql;
        this.revealing = revealing;
    }
}
