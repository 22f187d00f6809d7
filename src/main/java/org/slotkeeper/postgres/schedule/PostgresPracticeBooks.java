package org.slotkeeper.postgres.schedule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slotkeeper.booking.spi.PracticeBooks;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.domain.schedule.PracticeBook;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.domain.schedule.SlotSpan;
import org.slotkeeper.platform.OnAsker;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.connection.Statements;
import org.slotkeeper.postgres.ledger.KnownBooks;

/**
 * The practices' books, fetched from Postgres and kept in memory as long as there is room. Safe to
 * be shared by event loops; whoever asks for the same book at the same time waits for the same
 * fetch, and goes on on its own loop.
 */
public final class PostgresPracticeBooks implements PracticeBooks, KnownBooks {

    private static final Sql LOAD_BOOK = Sql.of("books/load_book");
    /** A practice that is not known may be registered at any time. */
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(5);

    private static final int UNKNOWN_MAX = 10_000;
    private static final int BOOK_BYTES = 500;
    private static final int RUN_BYTES = 65;
    private static final int NAME_BYTES = 56;
    private static final int CUT_BYTES = 60;

    private final Statements statements;
    private final Clock clock;
    private final Cache<OdsCode, PracticeBook> known;
    private final Cache<OdsCode, Boolean> unknown = Caffeine.newBuilder()
            .expireAfterWrite(UNKNOWN_FOR)
            .maximumSize(UNKNOWN_MAX)
            .executor(Runnable::run)
            .build();
    private final Map<OdsCode, Future<Optional<PracticeBook>>> fetches = new ConcurrentHashMap<>();
    // Said again and again, within a practice and from one to the next.
    private final Interner<Care> cares = Interner.newWeakInterner();
    private final Interner<Instant> starts = Interner.newWeakInterner();
    private final Interner<Duration> slotLengths = Interner.newWeakInterner();
    private final Interner<SessionRules> sessionRules = Interner.newWeakInterner();

    /** @param bytesMax how much memory books may take */
    public PostgresPracticeBooks(PostgresPool pool, long bytesMax, Clock clock) {
        this.statements = pool.statements();
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((OdsCode practice, PracticeBook book) -> bytes(book))
                .executor(Runnable::run)
                .build();
    }

    /** As measured, on a JVM with compressed references. */
    private static int bytes(PracticeBook book) {
        int runs = 0;
        int cut = 0;
        Set<SessionId> names = new HashSet<>();
        for (DayBook day : book.days().values()) {
            runs += day.runs().size();
            cut += day.cutRuns();
            day.runs().forEach(run -> names.add(run.session()));
        }
        int nameBytes = names.stream()
                .mapToInt(name -> NAME_BYTES + name.value().length())
                .sum();
        return BOOK_BYTES + runs * RUN_BYTES + cut * CUT_BYTES + nameBytes;
    }

    @Override
    public Future<Optional<PracticeBook>> find(OdsCode practice) {
        return find(practice, 0);
    }

    @Override
    public Future<Optional<PracticeBook>> find(OdsCode practice, int atLeastVersion) {
        PracticeBook book = known.getIfPresent(practice);
        // A book is fetched anew each day too: it begins with yesterday.
        if (book != null && book.layoutVersion() >= atLeastVersion) {
            return Future.succeededFuture(Optional.of(book));
        }
        if (book == null && unknown.getIfPresent(practice) != null) {
            return Future.succeededFuture(Optional.empty());
        }
        return fetchOnce(practice).compose(fetched -> {
            boolean isOld =
                    fetched.map(found -> found.layoutVersion() < atLeastVersion).orElse(false);
            // The fetch that was shared may have begun before the version was published.
            return isOld ? fetchOnce(practice) : Future.succeededFuture(fetched);
        });
    }

    @Override
    public Optional<PracticeBook> known(OdsCode practice) {
        return Optional.ofNullable(known.getIfPresent(practice));
    }

    private Future<Optional<PracticeBook>> fetchOnce(OdsCode practice) {
        Future<Optional<PracticeBook>> fetch = fetches.computeIfAbsent(practice, this::fetch);
        return OnAsker.of(fetch.onComplete(ended -> fetches.remove(practice, fetch)));
    }

    private Future<Optional<PracticeBook>> fetch(OdsCode practice) {
        LocalDate yesterday = London.dayOf(clock.instant()).minusDays(1);
        return statements.run(LOAD_BOOK, Tuple.of(practice.value(), yesterday)).map(rows -> keep(practice, rows));
    }

    private Optional<PracticeBook> keep(OdsCode practice, RowSet<Row> rows) {
        if (rows.size() == 0) {
            unknown.put(practice, true);
            return Optional.empty();
        }
        PracticeBook book = read(practice, rows);
        known.asMap().merge(practice, book, (one, other) -> one.layoutVersion() > other.layoutVersion() ? one : other);
        return Optional.of(book);
    }

    private PracticeBook read(OdsCode practice, RowSet<Row> rows) {
        Map<LocalDate, List<SlotRun>> runs = new TreeMap<>();
        Map<LocalDate, Map<SessionId, SessionRules>> rules = new HashMap<>();
        Map<LocalDate, Map<Integer, Integer>> retired = new HashMap<>();
        Map<LocalDate, Map<Integer, SlotSpan>> cut = new HashMap<>();
        Map<SessionId, SessionId> names = new HashMap<>();
        for (Row row : rows) {
            LocalDate day = row.getLocalDate("day");
            if (day != null) {
                SlotRun run = interned(BookRows.run(row), names);
                retired.computeIfAbsent(day, first -> retired(row));
                runs.computeIfAbsent(day, first -> new ArrayList<>()).add(run);
                SlotSpan wanted = BookRows.layout(row, run)
                        .map(layout -> layout.slotsOf(run))
                        .orElse(SlotSpan.NONE);
                if (!wanted.equals(SlotSpan.all(run))) {
                    cut.computeIfAbsent(day, first -> new HashMap<>()).put(run.firstOrdinal(), wanted);
                }
                rules.computeIfAbsent(day, first -> new HashMap<>())
                        .computeIfAbsent(run.session(), first -> sessionRules.intern(BookRows.rules(row)));
            }
        }
        List<DayBook> days = new ArrayList<>();
        runs.forEach((day, ofDay) -> days.add(new DayBook(
                        practice, day, ofDay, rules.getOrDefault(day, Map.of()), retired.getOrDefault(day, Map.of()))
                .cutTo(cut.getOrDefault(day, Map.of()))));
        Row first = rows.iterator().next();
        return new PracticeBook(BookRows.practice(practice, first), first.getInteger("layout_version"), days);
    }

    /** The slots of the row's day that have retired places, nearly always none. */
    private static Map<Integer, Integer> retired(Row row) {
        Short[] slots = row.getArrayOfShorts("retired");
        if (slots == null) {
            return Map.of();
        }
        Short[] places = row.getArrayOfShorts("retired_places");
        Map<Integer, Integer> retired = new HashMap<>();
        for (int at = 0; at < slots.length; at++) {
            retired.put((int) slots[at], (int) places[at]);
        }
        return retired;
    }

    private SlotRun interned(SlotRun run, Map<SessionId, SessionId> names) {
        return new SlotRun(
                names.computeIfAbsent(run.session(), first -> first),
                run.firstOrdinal(),
                run.slotCount(),
                run.capacity(),
                starts.intern(run.start()),
                slotLengths.intern(run.slotLength()),
                cares.intern(run.care()));
    }
}
