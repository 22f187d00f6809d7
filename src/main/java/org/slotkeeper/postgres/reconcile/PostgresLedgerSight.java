package org.slotkeeper.postgres.reconcile;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.postgres.connection.Column;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.reconcile.spi.LedgerSight;

/**
 * The ledger looked at for differences, each time in one statement and hence in one snapshot. Safe
 * to be shared by event loops.
 */
public final class PostgresLedgerSight implements LedgerSight {

    private static final Sql SEATS = Sql.of("reconcile/seats");
    private static final Sql PRACTICE_FLAWS = Sql.of("reconcile/practice_flaws");
    private static final Sql MISSING_SEATS = Sql.of("reconcile/missing_seats");
    private static final Sql MISSING_EFFECTS = Sql.of("reconcile/missing_effects");

    /** A diary drops times that have passed by its writer's clock, which may be ahead of ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final PostgresPool pool;

    public PostgresLedgerSight(PostgresPool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Seats> seats(OdsCode practice, LocalDate fromDay) {
        return run(SEATS, Tuple.of(practice.value(), fromDay)).map(PostgresLedgerSight::seats);
    }

    private static Seats seats(RowSet<Row> rows) {
        int layoutVersion = 0;
        Map<LocalDate, BitSet> published = new HashMap<>();
        Map<LocalDate, BitSet> owned = new HashMap<>();
        for (Row row : rows) {
            String what = row.getString("what");
            switch (what) {
                case "BOOK" -> layoutVersion = row.getArrayOfIntegers("seats")[0];
                case "RUNS" -> addRuns(row, bits(row, published));
                case "OWNED" -> addOrdinals(row, bits(row, owned));
                default -> throw new IllegalStateException("seats.sql answered " + what);
            }
        }
        return new Seats(layoutVersion, published, owned);
    }

    private static BitSet bits(Row row, Map<LocalDate, BitSet> days) {
        return days.computeIfAbsent(row.getLocalDate("day"), none -> new BitSet());
    }

    private static void addRuns(Row row, BitSet published) {
        Short[] first = row.getArrayOfShorts("ordinals");
        Integer[] count = row.getArrayOfIntegers("seats");
        for (int at = 0; at < first.length; at++) {
            published.set(first[at], first[at] + count[at]);
        }
    }

    private static void addOrdinals(Row row, BitSet seats) {
        for (Short ordinal : row.getArrayOfShorts("ordinals")) {
            seats.set(ordinal);
        }
    }

    @Override
    public Future<List<Flaw>> practiceFlaws(OdsCode practice, LocalDate fromDay, Instant now) {
        Tuple parameters = Tuple.of(practice.value(), fromDay, Column.timestamp(now.plus(CLOCKS_DIFFER)));
        return run(PRACTICE_FLAWS, parameters).map(rows -> {
            List<Flaw> flaws = new ArrayList<>();
            rows.forEach(row ->
                    flaws.add(new Flaw(DriftKind.valueOf(row.getString("kind")), practice, seat(practice, row))));
            return flaws;
        });
    }

    @Override
    public Future<Page> appointments(Walk walk, int countMax) {
        Tuple parameters = Tuple.of(walk.after().map(Place::key).orElse(""));
        return run(MISSING_SEATS, with(parameters, walk, countMax)).map(rows -> {
            List<Flaw> flaws = new ArrayList<>();
            for (Row row : rows) {
                if (row.getShort("ordinal") != null) {
                    OdsCode practice = new OdsCode(row.getString("practice"));
                    flaws.add(new Flaw(DriftKind.APPOINTMENT_WITHOUT_SEAT, practice, seat(practice, row)));
                }
            }
            return new Page(flaws, last(rows, row -> row.getString("key"), countMax));
        });
    }

    @Override
    public Future<Page> requests(Walk walk, int countMax) {
        Tuple parameters =
                Tuple.of(walk.after().map(place -> UUID.fromString(place.key())).orElse(BEFORE_ALL));
        return run(MISSING_EFFECTS, with(parameters, walk, countMax)).map(rows -> {
            List<Flaw> flaws = new ArrayList<>();
            for (Row row : rows) {
                if (!row.getBoolean("has_effect")) {
                    OdsCode practice = new OdsCode(row.getString("practice"));
                    String key = row.getUUID("key").toString();
                    flaws.add(new Flaw(DriftKind.REQUEST_WITHOUT_EFFECT, practice, key));
                }
            }
            return new Page(flaws, last(rows, row -> row.getUUID("key").toString(), countMax));
        });
    }

    private static Tuple with(Tuple key, Walk walk, int countMax) {
        return key.addString(walk.after().map(Place::practice).orElse(""))
                .addString(walk.only().map(OdsCode::value).orElse(null))
                .addLocalDate(walk.fromDay())
                .addInteger(countMax);
    }

    /** A page that is not full is the last one. */
    private static Optional<Place> last(RowSet<Row> rows, java.util.function.Function<Row, String> key, int countMax) {
        for (Row row : rows) {
            if (row.getBoolean("is_last") && row.getLong("met") == countMax) {
                return Optional.of(new Place(key.apply(row), row.getString("practice")));
            }
        }
        return Optional.empty();
    }

    /** Nothing for what is not of one seat. */
    private static String seat(OdsCode practice, Row row) {
        LocalDate day = row.getLocalDate("day");
        return day == null ? "" : new SeatId(practice, day, row.getShort("ordinal")).text();
    }

    private Future<RowSet<Row>> run(Sql statement, Tuple parameters) {
        return pool.statements().run(statement, parameters);
    }
}
