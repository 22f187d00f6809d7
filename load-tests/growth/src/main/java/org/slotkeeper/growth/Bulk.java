package org.slotkeeper.growth;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.cost.Cast;
import org.slotkeeper.cost.Stores;
import org.slotkeeper.load.kit.Resources;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.postgres.schema.Migrations;
import org.slotkeeper.standalone.PostgresAddress;

/** Fills an empty ledger in bulk, with rows that agree with each other as those that were booked one by one do. Only the audit trail is left empty. */
final class Bulk {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d)");
    private static final int PRACTICES_AT_ONCE = 200;
    private static final long APPOINTMENTS_AT_ONCE = 500_000;

    private final Size size;
    private final Cast cast;
    private final LocalDate firstDay = Cast.day(0);

    Bulk(Size size, Cast cast) {
        this.size = size;
        this.cast = cast;
    }

    void make(Stores stores) {
        PostgresAddress address = stores.addresses().postgres();
        Migrations.migrate(new PostgresCoordinates(
                address.host(), address.port(), address.database(), address.user(), address.password()));
        try (Connection connection = stores.connect()) {
            execute(
                    connection,
                    "SELECT make_partitions(?, ?)",
                    Date.valueOf(firstDay.minusDays(9).minusWeeks(size.weeks() - Size.WEEKS_MIN)),
                    Date.valueOf(firstDay.plusDays(size.days())));
            execute(connection, text("practices"), size.practices());
            execute(connection, text("cares"));
            makeSessions(connection);
            makeAppointments(connection);
            tell("putting in order");
            try (Statement statement = connection.createStatement()) {
                statement.execute("VACUUM (ANALYZE)");
                statement.execute("CHECKPOINT");
            }
        } catch (SQLException cause) {
            throw new IllegalStateException("the ledger of " + size + " cannot be made: " + cause.getMessage(), cause);
        }
    }

    private void makeSessions(Connection connection) throws SQLException {
        for (int first = 0; first < size.practices(); first += PRACTICES_AT_ONCE) {
            int last = Math.min(size.practices(), first + PRACTICES_AT_ONCE) - 1;
            execute(
                    connection,
                    text("sessions"),
                    cast.practice(first),
                    cast.practice(last),
                    Date.valueOf(firstDay),
                    size.days());
            tell("slots of " + (last + 1) + " of " + size.practices() + " practices");
        }
    }

    private void makeAppointments(Connection connection) throws SQLException {
        // Every practice may have a patient whose appointments are not three yet.
        execute(connection, text("patients"), (int) (size.appointments() / 3 + size.practices()));
        execute(connection, "CREATE UNIQUE INDEX ON bulk_patient (n)");
        execute(connection, "ANALYZE bulk_patient");
        for (long first = 0; first < size.appointments(); first += APPOINTMENTS_AT_ONCE) {
            long last = Math.min(size.appointments(), first + APPOINTMENTS_AT_ONCE) - 1;
            execute(
                    connection,
                    text("appointments"),
                    first,
                    last,
                    size.practices(),
                    Date.valueOf(firstDay),
                    size.days());
            tell((last + 1) + " of " + size.appointments() + " appointments");
        }
        execute(connection, text("diaries"));
        if (size.weeks() > Size.WEEKS_MIN) {
            // Whose times have passed for long is in no diary any more.
            execute(connection, text("old_weeks"), Date.valueOf(firstDay), size.weeks());
            tell(size.weeks() + " weeks that are over");
        }
        execute(connection, "DROP TABLE bulk_patient");
    }

    private void tell(String progress) {
        System.err.println(size + ": " + progress);
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        // Comments name the parameters as Postgres does; JDBC wants question marks, once for each use.
        StringBuilder marked = new StringBuilder();
        List<Object> used = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(sql.replaceAll("(?m)^--.*$", ""));
        while (parameter.find()) {
            used.add(values[Integer.parseInt(parameter.group(1)) - 1]);
            parameter.appendReplacement(marked, "?");
        }
        parameter.appendTail(marked);
        try (PreparedStatement statement = connection.prepareStatement(marked.toString())) {
            Object[] all = used.isEmpty() ? values : used.toArray();
            for (int at = 0; at < all.length; at++) {
                statement.setObject(at + 1, all[at]);
            }
            statement.execute();
        }
    }

    private static String text(String statement) {
        return Resources.text("/bulk/" + statement + ".sql");
    }
}
