package org.slotkeeper.postgres.retention;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.slotkeeper.postgres.connection.Jdbc;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.retention.spi.Limit;
import org.slotkeeper.retention.spi.Link;
import org.slotkeeper.retention.spi.Need;
import org.slotkeeper.retention.spi.Need.Reason;
import org.slotkeeper.retention.spi.Standing;
import org.slotkeeper.retention.spi.Standing.Decision;
import org.slotkeeper.retention.spi.Week;
import org.slotkeeper.retention.spi.Week.Part;
import org.slotkeeper.retention.spi.WeekLedger;
import org.slotkeeper.retention.spi.WeekTable;

/**
 * The weeks of the ledger over one connection of JDBC, which has the lock that only one may have:
 * with the connection goes the lock, and with it all that could still be done.
 */
public final class PostgresWeekLedger implements WeekLedger {

    private static final Sql WEEKS = Sql.of("retention/weeks");
    private static final Sql DECISIONS = Sql.of("retention/decisions");
    private static final Sql DECIDE = Sql.of("retention/decide");
    private static final Sql ARCHIVED = Sql.of("retention/archived");
    private static final Sql RETIRED = Sql.of("retention/retired");
    private static final Sql NEWER_APPOINTMENTS = Sql.of("retention/newer_appointments");
    private static final Sql NEWER_ENTRIES = Sql.of("retention/newer_entries");
    private static final Sql APPOINTMENTS_ELSEWHERE = Sql.of("retention/appointments_elsewhere");
    private static final Sql SEATS_OF_OTHERS = Sql.of("retention/seats_of_others");
    private static final Sql NAMED_IN_ENTRIES = Sql.of("retention/named_in_entries");
    private static final Sql COLUMNS = Sql.of("retention/columns");
    private static final Sql CARES_OF_WEEK = Sql.of("retention/cares_of_week");

    /** Appointments go first and layouts last: nobody is shown an appointment half. */
    private static final List<String> APPOINTMENTS =
            List.of("appointment", "appointment_version", "occupancy", "session_run", "session");

    private static final List<String> ENTRIES = List.of("audit");

    private final Connection connection;
    private final Jdbc jdbc;
    private final WeekTables tables;
    private final OldMemory memory;

    private PostgresWeekLedger(Connection connection, WeekTables.Manner manner) {
        this.connection = connection;
        this.jdbc = new Jdbc(connection);
        this.tables = new WeekTables(jdbc, manner);
        this.memory = new OldMemory(jdbc);
    }

    /** Empty if another process has it. Blocks, as all of it does. */
    public static Optional<WeekLedger> open(PostgresCoordinates postgres) {
        return open(postgres, WeekTables.Manner.USUAL).map(WeekLedger.class::cast);
    }

    static Optional<PostgresWeekLedger> open(PostgresCoordinates postgres, WeekTables.Manner manner) {
        try {
            Connection connection = Jdbc.connect(postgres);
            if (isLocked(connection)) {
                return Optional.of(new PostgresWeekLedger(connection, manner));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException cause) {
            throw Jdbc.fault("the ledger could not be opened", cause);
        }
    }

    private static boolean isLocked(Connection connection) {
        return new Jdbc(connection)
                .rows("SELECT pg_try_advisory_lock(hashtext('retire_weeks'))", row -> row.getBoolean(1))
                .get(0);
    }

    private record Found(String table, LocalDate monday, boolean isFrozen, long bytes) {}

    private record Decided(Week week, Optional<String> archive, boolean isDone) {}

    private List<Found> found() {
        return jdbc.rows(
                WEEKS.text(),
                row -> new Found(
                        row.getString("table_name"),
                        row.getObject("week", LocalDate.class),
                        row.getBoolean("is_frozen"),
                        row.getLong("bytes")),
                Stream.of(APPOINTMENTS, ENTRIES).flatMap(List::stream).toList());
    }

    private List<Decided> decided() {
        return jdbc.rows(
                DECISIONS.text(),
                row -> new Decided(
                        new Week(Part.valueOf(row.getString("part")), row.getObject("week", LocalDate.class)),
                        Optional.ofNullable(row.getString("archive")),
                        row.getBoolean("is_done")));
    }

    @Override
    public List<Standing> weeks() {
        Map<Week, Standing> standings = new TreeMap<>();
        for (Found table : found()) {
            Week week = new Week(partOf(table.table()), table.monday());
            standings.merge(
                    week,
                    new Standing(week, Decision.NONE, table.isFrozen(), table.bytes()),
                    (one, other) -> new Standing(
                            week, Decision.NONE, one.isFrozen() || other.isFrozen(), one.bytes() + other.bytes()));
        }
        for (Decided decided : decided()) {
            if (!decided.isDone()) {
                Decision decision = decided.archive().isPresent() ? Decision.ARCHIVED : Decision.DECIDED;
                long bytes = Optional.ofNullable(standings.get(decided.week()))
                        .map(Standing::bytes)
                        .orElse(0L);
                standings.put(decided.week(), new Standing(decided.week(), decision, true, bytes));
            }
        }
        return List.copyOf(standings.values());
    }

    private static Part partOf(String table) {
        return ENTRIES.contains(table) ? Part.AUDIT : Part.APPOINTMENTS;
    }

    @Override
    public List<Link> links(LocalDate monday) {
        List<Link> links = new ArrayList<>();
        Set<String> there = namesOf(new Week(Part.APPOINTMENTS, monday));
        Map<String, Link.Kind> kinds =
                Map.of("appointment", Link.Kind.APPOINTMENT, "appointment_version", Link.Kind.EARLIER_VERSION);
        kinds.forEach((table, kind) -> {
            if (there.contains(WeekTables.name(table, monday))) {
                counted(APPOINTMENTS_ELSEWHERE, WeekTables.name(table, monday), monday, monday)
                        .forEach((other, count) -> links.add(new Link(kind, monday, other, count)));
            }
        });
        links.addAll(seatsOfOthers(monday));
        return links;
    }

    @Override
    public List<Link> seatsOfOthers(LocalDate monday) {
        String name = WeekTables.name("occupancy", monday);
        if (!namesOf(new Week(Part.APPOINTMENTS, monday)).contains(name)) {
            return List.of();
        }
        List<Link> links = new ArrayList<>();
        counted(SEATS_OF_OTHERS, name, monday, monday)
                .forEach((origin, count) -> links.add(new Link(Link.Kind.SEAT, origin, monday, count)));
        return links;
    }

    private Map<LocalDate, Long> counted(Sql sql, String table, Object... values) {
        Map<LocalDate, Long> counted = new TreeMap<>();
        jdbc.rows(
                        sql.text().formatted(table),
                        row -> Map.entry(row.getObject("week", LocalDate.class), row.getLong("found")),
                        values)
                .forEach(entry -> counted.put(entry.getKey(), entry.getValue()));
        return counted;
    }

    @Override
    public List<Need> newer(Week week, Limit limit) {
        String table = week.part() == Part.AUDIT ? "audit" : "appointment";
        String name = WeekTables.name(table, week.monday());
        if (!namesOf(week).contains(name)) {
            return List.of();
        }
        List<Need> needs = week.part() == Part.AUDIT
                ? jdbc.rows(
                        NEWER_ENTRIES.text().formatted(name),
                        row -> new Need(Reason.NEWER_ENTRIES, row.getLong("newer")),
                        limit.begin())
                : jdbc.rows(
                                NEWER_APPOINTMENTS.text().formatted(name),
                                row -> List.of(
                                        new Need(Reason.ON_A_KEPT_DAY, row.getLong("on_a_kept_day")),
                                        new Need(Reason.CHANGED_SINCE, row.getLong("changed_since"))),
                                limit.firstDay(),
                                limit.begin(),
                                limit.begin())
                        .get(0);
        return needs.stream().filter(need -> need.count() > 0).toList();
    }

    @Override
    public Map<LocalDate, Long> unheard(Instant since) {
        return memory.unheard(since);
    }

    @Override
    public Map<LocalDate, Long> namedInEntries(LocalDate monday) {
        return counted(NAMED_IN_ENTRIES, WeekTables.name("audit", monday));
    }

    @Override
    public boolean freeze(Week week) {
        List<WeekTable> frozen = new ArrayList<>();
        for (WeekTable table : tables(week)) {
            if (!tables.freeze(table)) {
                boolean isThawed = frozen.stream().allMatch(tables::thaw);
                if (!isThawed) {
                    throw new IllegalStateException(week + " could not be frozen, and is in part: run this again");
                }
                return false;
            }
            frozen.add(table);
        }
        return true;
    }

    @Override
    public boolean thaw(Week week) {
        return tables(week).stream().allMatch(tables::thaw);
    }

    @Override
    public void decide(Week week, Instant now) {
        long unused = jdbc.write(DECIDE, week.part().name(), week.monday(), now);
    }

    @Override
    public Forgotten forget(Set<LocalDate> weeksTakenOut, Limit limit, Limit oldest) {
        return memory.forget(weeksTakenOut, limit.begin(), oldest.begin());
    }

    @Override
    public Set<LocalDate> weeksTakenOut() {
        return decided().stream()
                .map(Decided::week)
                .filter(week -> week.part() == Part.APPOINTMENTS)
                .map(Week::monday)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> namesOf(Week week) {
        return found().stream()
                .filter(table -> table.monday().equals(week.monday()))
                .map(table -> WeekTables.name(table.table(), week.monday()))
                .collect(Collectors.toSet());
    }

    @Override
    public List<WeekTable> tables(Week week) {
        Set<String> there = namesOf(week);
        return (week.part() == Part.AUDIT ? ENTRIES : APPOINTMENTS)
                .stream()
                        .filter(table -> there.contains(WeekTables.name(table, week.monday())))
                        .map(table -> {
                            String name = WeekTables.name(table, week.monday());
                            return new WeekTable(table, name, columns(name));
                        })
                        .toList();
    }

    @Override
    public List<WeekTable> references(Week week) {
        if (week.part() == Part.AUDIT) {
            return List.of();
        }
        String runs = WeekTables.name("session_run", week.monday());
        String sessions = WeekTables.name("session", week.monday());
        return List.of(
                new WeekTable("care", '(' + CARES_OF_WEEK.text().formatted(runs, sessions) + ')', columns("care")));
    }

    private List<WeekTable.Column> columns(String table) {
        return jdbc.rows(
                COLUMNS.text(), row -> new WeekTable.Column(row.getString("name"), row.getString("definition")), table);
    }

    @Override
    public boolean detach(WeekTable table) {
        return tables.detach(table);
    }

    @Override
    public long copy(WeekTable table, OutputStream out) throws IOException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY " + table.name() + " TO STDOUT WITH (FORMAT csv, HEADER)", out);
        } catch (SQLException cause) {
            throw Jdbc.fault(table.name() + " could not be copied", cause);
        }
    }

    @Override
    public void archived(Week week, String archive) {
        long unused = jdbc.write(ARCHIVED, archive, week.part().name(), week.monday());
    }

    @Override
    public String archiveOf(Week week) {
        return decided().stream()
                .filter(decided -> decided.week().equals(week))
                .flatMap(decided -> decided.archive().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(week + " was not archived"));
    }

    @Override
    public boolean drop(WeekTable table) {
        return tables.drop(table);
    }

    @Override
    public void retired(Week week, Instant now) {
        long unused = jdbc.write(RETIRED, now, week.part().name(), week.monday());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException cause) {
            throw Jdbc.fault("the connection could not be closed", cause);
        }
    }
}
