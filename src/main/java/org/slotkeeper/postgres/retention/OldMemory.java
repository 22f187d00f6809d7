package org.slotkeeper.postgres.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slotkeeper.postgres.connection.Jdbc;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.retention.spi.WeekLedger.Forgotten;

/**
 * What the ledger remembers for a while in tables that are not kept by week: gone through some
 * pages at a time, each in a transaction of its own, so that no lock and no snapshot lasts.
 */
record OldMemory(Jdbc jdbc) {

    private static final Sql UNHEARD = Sql.of("retention/unheard");
    private static final Sql PAGES = Sql.of("retention/pages");
    private static final Sql FORGET_REQUESTS = Sql.of("retention/forget_requests");
    private static final Sql FORGET_DIARIES = Sql.of("retention/forget_diaries");
    private static final Sql FORGET_RETIRED_SLOTS = Sql.of("retention/forget_retired_slots");

    private static final Sql FORGET_MOVED_APPOINTMENTS = Sql.of("retention/forget_moved_appointments");

    /** Sixteen megabytes: some hundred thousand rows. */
    private static final long PAGES_AT_ONCE = 2_048;

    private record Requests(long requests, long refusals) {
        Requests and(Requests others) {
            return new Requests(requests + others.requests, refusals + others.refusals);
        }
    }

    Forgotten forget(Set<LocalDate> weeksTakenOut, Instant limit, Instant oldest) {
        List<LocalDate> weeks = List.copyOf(weeksTakenOut);
        Requests requests = new Requests(0, 0);
        long pages = pages("request");
        for (long page = 0; page < pages; page += PAGES_AT_ONCE) {
            requests = requests.and(jdbc.rows(
                            FORGET_REQUESTS.text(),
                            row -> new Requests(row.getLong("requests"), row.getLong("refusals")),
                            page,
                            page + PAGES_AT_ONCE,
                            weeks,
                            limit,
                            limit)
                    .get(0));
        }
        long diaries = 0;
        pages = pages("diary");
        for (long page = 0; page < pages; page += PAGES_AT_ONCE) {
            diaries += jdbc.write(FORGET_DIARIES, page, page + PAGES_AT_ONCE, oldest, oldest);
        }
        long unusedMoved = jdbc.write(FORGET_MOVED_APPOINTMENTS, weeks);
        return new Forgotten(
                requests.requests(), requests.refusals(), diaries, jdbc.write(FORGET_RETIRED_SLOTS, weeks));
    }

    /** Requests are the log of changes, too. */
    Map<LocalDate, Long> unheard(Instant since) {
        Map<LocalDate, Long> unheard = new TreeMap<>();
        jdbc.rows(UNHEARD.text(), row -> Map.entry(row.getObject("week", LocalDate.class), row.getLong("found")), since)
                .forEach(entry -> unheard.put(entry.getKey(), entry.getValue()));
        return unheard;
    }

    private long pages(String table) {
        return jdbc.rows(PAGES.text(), row -> row.getLong("pages"), table).get(0);
    }
}
