package org.slotkeeper.history;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the ledger has of some practices, read by nothing of the code under test, in one snapshot. */
public record LedgerContents(
        List<Run> runs,
        List<Owned> owned,
        List<Stored> appointments,
        List<Stored> olderVersions,
        List<Effect> effects,
        Map<String, Integer> limits) {

    /** Published slots that follow each other; once their session is withdrawn nobody is offered them any more. */
    public record Run(
            String practice, String day, int firstOrdinal, int slotCount, int capacity, boolean isWithdrawn) {}

    public record Seat(String practice, String day, int ordinal) {}

    /** @param appointment the key of the appointment that has the seat; none if it is withdrawn */
    public record Owned(Seat seat, Optional<String> appointment) {}

    /** An appointment in one of its versions. Times are in seconds. */
    public record Stored(
            String practice,
            String key,
            int version,
            String state,
            String patient,
            List<Seat> seats,
            long starts,
            long ends) {

        public boolean isLive() {
            return !state.equals("CANCELLED");
        }
    }

    /** A change that the audit trail says was made. */
    public record Effect(UUID request, String operation, String appointmentKey) {}

    public static LedgerContents of(Connection connection, List<String> practices) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Array of = connection.createArrayOf("text", practices.toArray());
        String columns = "practice, key, version, state, patient, to_char(day, 'YYYYMMDD'), ordinals,"
                + " extract(epoch FROM starts_at)::bigint, extract(epoch FROM ends_at)::bigint";
        Map<String, Integer> limits = new HashMap<>();
        List<Integer> unusedLimits = rows(
                connection, "SELECT practice, appointments_max FROM practice WHERE practice = ANY (?)", of, row -> {
                    limits.put(row.getString(1), row.getInt(2));
                    return row.getInt(2);
                });
        LedgerContents contents = new LedgerContents(
                rows(
                        connection,
                        "SELECT practice, to_char(day, 'YYYYMMDD'), first_ordinal, slot_count, session_run.capacity, withdrawn"
                                + " FROM session_run JOIN session USING (practice, day, session)"
                                + " WHERE practice = ANY (?)",
                        of,
                        row -> new Run(
                                row.getString(1),
                                row.getString(2),
                                row.getInt(3),
                                row.getInt(4),
                                row.getInt(5),
                                row.getBoolean(6))),
                rows(
                        connection,
                        "SELECT practice, to_char(day, 'YYYYMMDD'), ordinal, appointment_key FROM occupancy"
                                + " WHERE practice = ANY (?)",
                        of,
                        row -> new Owned(
                                new Seat(row.getString(1), row.getString(2), row.getInt(3)),
                                Optional.ofNullable(row.getString(4)))),
                rows(
                        connection,
                        "SELECT " + columns + " FROM appointment WHERE practice = ANY (?)",
                        of,
                        LedgerContents::stored),
                rows(
                        connection,
                        "SELECT " + columns + " FROM appointment_version WHERE practice = ANY (?)",
                        of,
                        LedgerContents::stored),
                rows(
                        connection,
                        "SELECT request_id, operation, right(appointment, 26) FROM audit_trail WHERE practice = ANY (?)"
                                + " AND outcome = 'RECORDED' AND appointment IS NOT NULL",
                        of,
                        row -> new Effect(row.getObject(1, UUID.class), row.getString(2), row.getString(3))),
                limits);
        connection.rollback();
        return contents;
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(Connection connection, String sql, Array practices, Reading<T> reading)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, practices);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.of(rows));
                }
            }
            return found;
        }
    }

    private static Stored stored(ResultSet row) throws SQLException {
        String practice = row.getString(1);
        String day = row.getString(6);
        List<Seat> seats = new ArrayList<>();
        for (Object ordinal : (Object[]) row.getArray(7).getArray()) {
            seats.add(new Seat(practice, day, ((Number) ordinal).intValue()));
        }
        return new Stored(
                practice,
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                String.format("%010d", row.getLong(5)),
                seats,
                row.getLong(8),
                row.getLong(9));
    }

    /** The id of the slot that a seat belongs to; empty if it was never published. */
    public Optional<String> slotOf(Seat seat) {
        return runs.stream()
                .filter(run ->
                        run.practice().equals(seat.practice()) && run.day().equals(seat.day()))
                .filter(run -> seat.ordinal() >= run.firstOrdinal()
                        && seat.ordinal() < run.firstOrdinal() + run.slotCount() * run.capacity())
                .map(run -> slotId(
                        seat,
                        run.firstOrdinal() + (seat.ordinal() - run.firstOrdinal()) / run.capacity() * run.capacity()))
                .findFirst();
    }

    /** Whether a slot's session is withdrawn. */
    public boolean isWithdrawn(String slot) {
        return runs.stream()
                .filter(Run::isWithdrawn)
                .flatMap(run -> seatsOf(run).stream())
                .anyMatch(seat -> slotOf(seat).orElseThrow().equals(slot));
    }

    private static List<Seat> seatsOf(Run run) {
        List<Seat> all = new ArrayList<>();
        for (int nth = 0; nth < run.slotCount() * run.capacity(); nth++) {
            all.add(new Seat(run.practice(), run.day(), run.firstOrdinal() + nth));
        }
        return all;
    }

    /** Every seat that was published. */
    public List<Seat> seats() {
        return runs.stream().flatMap(run -> seatsOf(run).stream()).toList();
    }

    private static String slotId(Seat seat, int ordinal) {
        return String.format("%s-%s-%03d", seat.practice(), seat.day(), ordinal);
    }
}
