package org.slotkeeper.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.domain.Interval;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.reconcile.spi.LedgerMoment;
import org.slotkeeper.reconcile.spi.LedgerTruth;
import org.slotkeeper.reconcile.spi.PracticeTruth;

/** How things are in the ledger, for the inventory to be made true to. Safe to be shared by event loops. */
public final class PostgresLedgerTruth implements LedgerTruth {

    private static final Sql SEATS = Sql.of("truth/seats");
    private static final Sql PRACTICES = Sql.of("truth/practices");
    private static final Sql OCCUPIED = Sql.of("truth/occupied");
    private static final Sql UNTOLD = Sql.of("truth/untold");
    private static final int NO_SEAT = -1;
    private static final Sql STRIKE_OUT = Sql.of("truth/strike_out");

    private final PostgresPool pool;

    public PostgresLedgerTruth(PostgresPool pool) {
        this.pool = pool;
    }

    @Override
    public Future<PracticeTruth> truthOf(OdsCode practice, LocalDate fromDay) {
        return run(SEATS, Tuple.of(practice.value(), fromDay)).map(PostgresLedgerTruth::truth);
    }

    private static PracticeTruth truth(RowSet<Row> seats) {
        int layoutVersion = 0;
        boolean isFirst = false;
        LedgerMoment moment = LedgerMoment.NEVER;
        Map<LocalDate, BitSet> free = new HashMap<>();
        for (Row row : seats) {
            layoutVersion = row.getInteger("layout_version");
            isFirst = row.getBoolean("is_first");
            moment = SnapshotText.parse(row.getString("moment"));
            LocalDate day = row.getLocalDate("day");
            if (day != null) {
                int first = row.getShort("first_ordinal");
                BitSet ofDay = free.computeIfAbsent(day, none -> new BitSet());
                ofDay.set(first, first + row.getInteger("seats"));
                ordinals(row.getArrayOfShorts("owned")).forEach(ofDay::clear);
            }
        }
        return new PracticeTruth(layoutVersion, free, isFirst, moment);
    }

    @Override
    public Future<List<OdsCode>> practices(LocalDate fromDay) {
        return run(PRACTICES, Tuple.of(fromDay)).map(rows -> {
            List<OdsCode> practices = new ArrayList<>(rows.size());
            rows.forEach(row -> practices.add(new OdsCode(row.getString("practice"))));
            return practices;
        });
    }

    @Override
    public Future<Occupied> occupied(OdsCode practice, LocalDate day, List<Integer> ordinals) {
        Short[] asked = ordinals.stream().map(Integer::shortValue).toArray(Short[]::new);
        return run(OCCUPIED, Tuple.of(practice.value(), day).addArrayOfShort(asked))
                .map(rows -> {
                    long transaction = 0;
                    Set<Integer> occupied = new HashSet<>();
                    for (Row row : rows) {
                        transaction = row.getLong("transaction_id");
                        occupied.add(row.getShort("ordinal").intValue());
                    }
                    return new Occupied(occupied, transaction);
                });
    }

    @Override
    public Future<List<SeatNews>> untold(Instant committedBefore, int countMax) {
        return run(UNTOLD, Tuple.of(utc(committedBefore), countMax)).map(rows -> {
            List<SeatNews> news = new ArrayList<>();
            rows.forEach(row -> addNews(row, news));
            return news;
        });
    }

    /** Seats of one piece of news may have come to differ since: those that have an owner and those that have none are told apart. */
    private static void addNews(Row row, List<SeatNews> news) {
        List<Integer> all = ordinals(row.getArrayOfShorts("ordinals"));
        List<Integer> owned = ordinals(row.getArrayOfShorts("owned"));
        List<Integer> free =
                all.stream().filter(ordinal -> !owned.contains(ordinal)).toList();
        boolean wasOccupied = row.getBoolean("occupied");
        if (!owned.isEmpty()) {
            news.add(newsOf(row, owned, true, wasOccupied));
        }
        // A move that gave no seat back has news of its old time all the same.
        if (!free.isEmpty() || all.isEmpty()) {
            news.add(newsOf(row, free, false, !wasOccupied));
        }
    }

    /** @param isAsTold whether the seats are still what the news said, so that the patient's diary is to follow it */
    private static SeatNews newsOf(Row row, List<Integer> ordinals, boolean occupied, boolean isAsTold) {
        Long patient = row.getLong("patient");
        Optional<SeatNews.PatientTime> diary = patient == null || !isAsTold
                ? Optional.empty()
                : Optional.of(new SeatNews.PatientTime(new NhsNumber(patient), time(row)));
        return new SeatNews(
                new OdsCode(row.getString("practice")),
                row.getLocalDate("day"),
                ordinals,
                row.getLong("id"),
                row.getLong("transaction_id"),
                occupied,
                row.getString("claim_key"),
                diary);
    }

    @Override
    public Future<Void> strikeOut(List<SeatNews> told) {
        if (told.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple parameters = Tuple.tuple()
                .addValue(Column.texts(told, news -> news.practice().value()))
                .addValue(Column.longs(told, SeatNews::version))
                .addValue(Column.days(told, SeatNews::day))
                .addValue(Column.shorts(told, PostgresLedgerTruth::seatToName));
        return run(STRIKE_OUT, parameters).mapEmpty();
    }

    private static int seatToName(SeatNews news) {
        return news.ordinals().isEmpty() ? NO_SEAT : news.ordinals().get(0);
    }

    private Future<RowSet<Row>> run(Sql statement, Tuple parameters) {
        return pool.statements().run(statement, parameters);
    }

    private static Interval time(Row row) {
        return new Interval(
                row.getOffsetDateTime("starts_at").toInstant(),
                row.getOffsetDateTime("ends_at").toInstant());
    }

    private static List<Integer> ordinals(Short @Nullable [] array) {
        List<Integer> ordinals = new ArrayList<>();
        if (array != null) {
            for (Short ordinal : array) {
                ordinals.add(ordinal.intValue());
            }
        }
        return ordinals;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
