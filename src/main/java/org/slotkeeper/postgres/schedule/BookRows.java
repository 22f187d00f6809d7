package org.slotkeeper.postgres.schedule;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.AudienceWords;
import org.slotkeeper.domain.schedule.BookingWindow;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionLayout;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.SlotRun;
import org.slotkeeper.publishing.spi.DayOfSession;
import org.slotkeeper.publishing.spi.Owner;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.Selection;
import org.slotkeeper.publishing.spi.SessionEntry;
import org.slotkeeper.publishing.spi.SessionState;

/** Reads a practice's book from rows. */
final class BookRows {

    private final OdsCode practice;
    private final Selection selection;

    BookRows(OdsCode practice, Selection selection) {
        this.practice = practice;
        this.selection = selection;
    }

    private record Key(LocalDate day, String session) {
        static Key of(Row row) {
            return new Key(row.getLocalDate("day"), row.getString("session"));
        }
    }

    /** The rows of sessions, and those of their slots, owners and retired places. */
    record Sessions(Iterable<Row> entries, Iterable<Row> runs, Iterable<Row> owners, Iterable<Row> retired) {}

    /** Empty if there is no row for the practice. */
    Optional<PublishedBook> book(RowSet<Row> found, Iterable<Row> ends, Sessions rows) {
        List<SessionState> sessions = new ArrayList<>();
        List<SessionState> others = new ArrayList<>();
        for (SessionState state : sessions(rows)) {
            boolean isMeant = selection
                    .only()
                    .map(only -> only.contains(state.entry().id()))
                    .orElse(true);
            (isMeant ? sessions : others).add(state);
        }
        Map<LocalDate, Integer> endOrdinals = new HashMap<>();
        ends.forEach(row -> endOrdinals.put(row.getLocalDate("day"), row.getInteger("end_ordinal")));
        for (Row row : found) {
            return Optional.of(new PublishedBook(
                    practice(practice, row), row.getInteger("layout_version"), sessions, others, endOrdinals));
        }
        return Optional.empty();
    }

    private List<SessionState> sessions(Sessions rows) {
        Map<Key, List<SlotRun>> runsOf = new HashMap<>();
        rows.runs().forEach(row -> runsOf.computeIfAbsent(Key.of(row), key -> new ArrayList<>())
                .add(run(row)));
        Map<Key, Map<Integer, Owner>> ownersOf = new HashMap<>();
        rows.owners().forEach(row -> ownersOf.computeIfAbsent(Key.of(row), key -> new HashMap<>())
                .put((int) row.getShort("ordinal"), owner(practice, row)));
        Map<LocalDate, Map<Integer, Integer>> retiredOn = new HashMap<>();
        rows.retired().forEach(row -> retiredOn
                .computeIfAbsent(row.getLocalDate("day"), day -> new HashMap<>())
                .put((int) row.getShort("first_ordinal"), (int) row.getShort("places")));
        List<SessionState> sessions = new ArrayList<>();
        for (Row row : rows.entries()) {
            Key key = Key.of(row);
            List<SlotRun> runs = runsOf.getOrDefault(key, List.of());
            Map<Integer, Integer> retired = new HashMap<>(retiredOn.getOrDefault(key.day(), Map.of()));
            retired.keySet().removeIf(first -> runs.stream().noneMatch(run -> run.hasSeat(first)));
            sessions.add(new SessionState(entry(row), runs, ownersOf.getOrDefault(key, Map.of()), retired));
        }
        return sessions;
    }

    static Practice practice(OdsCode practice, Row row) {
        BookingWindow window = new BookingWindow(
                Duration.ofSeconds(row.getInteger("furthest_ahead_s")), Duration.ofSeconds(row.getInteger("notice_s")));
        PracticeRules rules = new PracticeRules(
                row.getBoolean("online_booking"),
                window,
                Duration.ofSeconds(row.getInteger("cancel_notice_s")),
                row.getShort("appointments_max"));
        return new Practice(
                practice, row.getString("name"), row.getString("postcode"), row.getInteger("list_size"), rules);
    }

    private static SessionEntry entry(Row row) {
        return new SessionEntry(
                new DayOfSession(row.getLocalDate("day"), new SessionId(row.getString("session"))),
                new SessionLayout(
                        new Interval(
                                row.getOffsetDateTime("starts_at").toInstant(),
                                row.getOffsetDateTime("ends_at").toInstant()),
                        Duration.ofMinutes(row.getShort("slot_minutes")),
                        care(row)),
                row.getShort("capacity"),
                ReleaseRule.parse(row.getString("release")),
                new SessionRules(
                        row.getOffsetDateTime("released_at").toInstant(),
                        AudienceWords.parseText(row.getString("audience"))),
                Optional.ofNullable(row.getString("overlap_reason")),
                row.getBoolean("withdrawn"));
    }

    static SlotRun run(Row row) {
        return new SlotRun(
                new SessionId(row.getString("session")),
                row.getShort("first_ordinal"),
                row.getShort("slot_count"),
                row.getShort("capacity"),
                row.getOffsetDateTime("starts_at").toInstant(),
                Duration.ofMinutes(row.getShort("slot_minutes")),
                care(row));
    }

    /** How the session of a run is laid out now; nothing if it has been withdrawn. */
    static Optional<SessionLayout> layout(Row row, SlotRun run) {
        if (row.getBoolean("withdrawn")) {
            return Optional.empty();
        }
        String[] care = row.getArrayOfStrings("session_care");
        return Optional.of(new SessionLayout(
                new Interval(
                        row.getOffsetDateTime("session_starts_at").toInstant(),
                        row.getOffsetDateTime("session_ends_at").toInstant()),
                Duration.ofMinutes(row.getShort("session_slot_minutes")),
                care == null ? run.care() : new Care(care[0], care[1], Channel.valueOf(care[2]), care[3], care[4])));
    }

    private static Owner owner(OdsCode practice, Row row) {
        String key = row.getString("appointment_key");
        if (key == null) {
            return new Owner.ByPractice();
        }
        Short origin = row.getShort("origin_ordinal");
        if (origin == null) {
            throw new IllegalStateException("a seat of " + practice + " is owned by an appointment that is not there");
        }
        SeatId address = new SeatId(practice, row.getLocalDate("origin_day"), origin);
        return new Owner.ByAppointment(new AppointmentId(address, key));
    }

    static SessionRules rules(Row row) {
        return new SessionRules(
                row.getOffsetDateTime("released_at").toInstant(), AudienceWords.parseText(row.getString("audience")));
    }

    static Care care(Row row) {
        return new Care(
                row.getString("clinician"),
                row.getString("role"),
                Channel.valueOf(row.getString("channel")),
                row.getString("service_type"),
                row.getString("location"));
    }
}
