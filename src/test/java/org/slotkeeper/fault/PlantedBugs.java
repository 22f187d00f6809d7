package org.slotkeeper.fault;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;

/** Bugs that are planted on purpose, to see whether they would be found: in the database, in the inventory's scripts, or between an engine and its ledger. */
public enum PlantedBugs {
    NONE(List.of(), List.of(), List.of(), List.of()),

    /** Nothing in the ledger keeps two patients out of one seat. The trigger leaves them time to get there together. */
    NO_UNIQUE_INDEX(
            List.of(
                    "ALTER TABLE occupancy DROP CONSTRAINT IF EXISTS occupancy_pkey",
                    "CREATE OR REPLACE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN PERFORM pg_sleep(0.2); RETURN NEW; END $$",
                    "CREATE OR REPLACE TRIGGER take_time BEFORE INSERT ON occupancy FOR EACH ROW EXECUTE FUNCTION take_time()"),
            List.of(),
            List.of(FaultKind.REDIS_AWAY_FOR_LONG),
            List.of()),

    /** The patient is told before the ledger has committed. */
    ACK_BEFORE_COMMIT(
            List.of(),
            List.of(),
            List.of(FaultKind.COMMIT_LOST, FaultKind.POSTGRES_BACKENDS_TERMINATED, FaultKind.ENGINE_KILLED),
            List.of()),

    /** The ledger forgets what it refused, and that it was asked. */
    NO_REFUSAL_ROWS(
            List.of(
                    "CREATE OR REPLACE FUNCTION forget_refusal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM request"
                            + " WHERE key = NEW.key AND practice = NEW.practice; RETURN NULL; END $$",
                    "CREATE OR REPLACE TRIGGER forget_refusal BEFORE INSERT ON refusal FOR EACH ROW EXECUTE FUNCTION"
                            + " forget_refusal()"),
            List.of(),
            List.of(FaultKind.REDIS_FLUSHED, FaultKind.ENGINE_PAUSED_AT_A_POINT),
            List.of(Point.BEFORE_BOOK_COMMIT, Point.BEFORE_MOVE_COMMIT)),

    /** The ledger forgets which requests it has met. */
    NO_REQUEST_ROW(
            List.of(
                    "CREATE OR REPLACE FUNCTION forget_request() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                            + " NEW.fingerprint := 0; RETURN NEW; END $$",
                    "CREATE OR REPLACE TRIGGER forget_request BEFORE INSERT ON request FOR EACH ROW EXECUTE FUNCTION"
                            + " forget_request()"),
            List.of(),
            List.of(FaultKind.COMMIT_DONE_ANSWER_LOST, FaultKind.ENGINE_KILLED, FaultKind.REDIS_KILLED_AND_EMPTIED),
            List.of()),

    /** What has been freed is given back whoever has it by then. */
    NO_MARK_CHECK(
            List.of(),
            List.of(new Edit("release.lua", "if is_mine and ending == 'FREED' then", "if ending == 'FREED' then")),
            List.of(FaultKind.ENGINE_PAUSED_AT_A_POINT),
            List.of(Point.BEFORE_FREED)),

    /** The inventory is believed though its memory is an old one. */
    NO_LIFE_CHECK(
            List.of(),
            Stream.of(
                            "availability",
                            "block",
                            "claim",
                            "confirm",
                            "count",
                            "fill",
                            "find_hold",
                            "hold_of",
                            "open_seats")
                    .map(script -> new Edit(script + ".lua", "known[1] ~= life", "not known[1]"))
                    .toList(),
            List.of(FaultKind.REDIS_SET_BACK_TO_OLD_MEMORY),
            List.of()),

    /** Whoever withdraws a hold is told so, and it goes on. */
    WITHDRAWN_IN_WORDS_ONLY(
            List.of(),
            List.of(new Edit("give_up.lua", "end_claim(claims, holders, day, claim, '', now)\n", "")),
            List.of(FaultKind.GATEWAY_STOPPED_FOR_A_WHILE, FaultKind.PUBLISHING_MEANWHILE),
            List.of()),

    /** A hold is told to end in its time, and does a day later: it looks like any other that is alive. */
    HOLD_WITHOUT_END(
            List.of(),
            List.of(
                    new Edit(
                            "claim.lua",
                            "local claim, fields = kind .. expires",
                            "local claim, fields = kind .. (kind == 'H' and string.format('%013d', expires + 86400000) or expires)")),
            List.of(FaultKind.GATEWAY_STOPPED_FOR_A_WHILE, FaultKind.PUBLISHING_MEANWHILE),
            List.of());

    /** Another text in a script. */
    private record Edit(String file, String text, String other) {}

    private final List<String> sql;
    private final List<Edit> edits;
    private final List<FaultKind> kinds;
    private final List<Point> points;

    PlantedBugs(List<String> sql, List<Edit> edits, List<FaultKind> kinds, List<Point> points) {
        this.sql = sql;
        this.edits = edits;
        this.kinds = kinds;
        this.points = points;
    }

    /** What is run against the ledger before each load: after the engines have looked whether it can be trusted, and practices have published. */
    List<String> sql() {
        return sql;
    }

    /** What is run after it, because the next day cannot be published without. */
    List<String> undoing() {
        return this == NO_UNIQUE_INDEX
                ? List.of("ALTER TABLE occupancy ADD CONSTRAINT occupancy_pkey PRIMARY KEY (practice, day, ordinal)")
                : List.of();
    }

    /** The faults under which it does harm; none if any. */
    List<FaultKind> kinds() {
        return kinds;
    }

    /** The points at which those that are at a point do harm; none if any. */
    List<Point> points() {
        return points;
    }

    /** A directory of scripts that stands before the real ones on an engine's class path; none if they are as they are. */
    Optional<Path> scripts(Path directory) {
        if (edits.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path scripts = Files.createDirectories(directory.resolve("lua"));
            for (Edit edit : edits) {
                Path unused = Files.writeString(scripts.resolve(edit.file()), edited(edit));
            }
            return Optional.of(directory);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String edited(Edit edit) throws IOException {
        try (InputStream original = PlantedBugs.class.getResourceAsStream("/lua/" + edit.file())) {
            String text = new String(original.readAllBytes(), StandardCharsets.UTF_8);
            String changed = text.replace(edit.text(), edit.other());
            if (changed.equals(text)) {
                throw new IllegalStateException(edit + " changes nothing: the script has another text by now");
            }
            return changed;
        }
    }

    /** The ledger with this bug. */
    public AppointmentLedger ledger(AppointmentLedger port) {
        if (this != ACK_BEFORE_COMMIT) {
            return port;
        }
        return (AppointmentLedger) Proxy.newProxyInstance(
                AppointmentLedger.class.getClassLoader(),
                new Class<?>[] {AppointmentLedger.class},
                (proxy, method, arguments) -> {
                    Future<?> done;
                    try {
                        done = (Future<?>) method.invoke(port, arguments);
                    } catch (InvocationTargetException wrapped) {
                        throw wrapped.getCause();
                    }
                    return arguments[0] instanceof Change.Book booking
                            ? Future.succeededFuture(new LedgerAnswer.Recorded(1, booking.now()))
                            : done;
                });
    }
}
