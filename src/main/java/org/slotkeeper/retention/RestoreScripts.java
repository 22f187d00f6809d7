package org.slotkeeper.retention;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slotkeeper.retention.spi.Week;
import org.slotkeeper.retention.spi.WeekTable;

/**
 * What psql does with an archived week: make its tables again in a schema of their own, of any
 * database, and from there put the week back into a ledger.
 */
final class RestoreScripts {

    private RestoreScripts() {}

    /** Run in the directory of the archive. Nothing is there afterwards if not all of it is. */
    static String restore(Week week, List<WeekTable> tables, Map<String, TableContent> contents) {
        String schema = schema(week);
        StringBuilder sql = new StringBuilder(
                "-- Makes the archived week again, in a schema of its own: psql -v ON_ERROR_STOP=1 -d DATABASE -f restore.sql\n"
                        + "BEGIN;\n"
                        + "CREATE SCHEMA " + schema + ";\n");
        for (WeekTable table : tables) {
            String name = schema + '.' + table.table();
            String definitions =
                    table.columns().stream().map(WeekTable.Column::definition).collect(Collectors.joining(",\n    "));
            sql.append("CREATE TABLE " + name + " (\n    " + definitions + "\n);\n");
            sql.append("\\copy " + name + " (" + columns(table) + ") FROM PROGRAM 'gzip -dc " + table.table()
                    + ".csv.gz' WITH (FORMAT csv, HEADER)\n");
            long rows = Objects.requireNonNull(contents.get(table.table())).rows();
            sql.append("DO $$ BEGIN ASSERT (SELECT count(*) FROM " + name + ") = " + rows + ", '" + name
                    + " does not have " + rows + " rows'; END $$;\n");
        }
        return sql.append("COMMIT;\n").toString();
    }

    /** Run after the other, in the ledger's database. */
    static String putBack(Week week, List<WeekTable> tables) {
        StringBuilder sql = new StringBuilder(
                "-- Puts the week back into the ledger that restore.sql has been run in: psql -v ON_ERROR_STOP=1 -d DATABASE -f put-back.sql\n"
                        + "BEGIN;\n"
                        + "SELECT make_partitions('" + week.monday() + "', '" + week.monday() + "');\n");
        for (WeekTable table : tables) {
            sql.append("INSERT INTO " + table.table() + " (" + columns(table) + ") OVERRIDING SYSTEM VALUE\nSELECT "
                    + columns(table) + " FROM " + schema(week) + '.' + table.table() + ";\n");
        }
        sql.append("DELETE FROM retired_week WHERE part = '" + week.part().name() + "' AND week = '" + week.monday()
                + "';\n");
        sql.append("DROP SCHEMA " + schema(week) + " CASCADE;\n");
        return sql.append("COMMIT;\n").toString();
    }

    private static String schema(Week week) {
        return week.part().word() + '_' + week.monday().format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static String columns(WeekTable table) {
        return table.columns().stream().map(WeekTable.Column::name).collect(Collectors.joining(", "));
    }
}
