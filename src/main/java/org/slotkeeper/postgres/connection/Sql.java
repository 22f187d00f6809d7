package org.slotkeeper.postgres.connection;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.Collectors;
import org.slotkeeper.platform.ScriptText;

/**
 * One statement, from its own file and the parts that it includes. The comments above them stay in
 * the files.
 */
public record Sql(String name, String text) {

    private static final String FIRST_DAY = "DATE '-infinity'";
    private static final String LAST_DAY = "DATE 'infinity'";

    public static Sql of(String name) {
        String text = ScriptText.at("/sql/" + name + ".sql")
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"));
        return new Sql(name, text);
    }

    /**
     * The same statement about the weeks of some days only: that every day is meant is said in its
     * text by two names, which become the first Monday's and the last Sunday's. It is planned
     * without the partitions of all other weeks. As parameters the days would be looked at when the
     * statement begins, too late for one that locks rows: after a wait for somebody who had changed
     * a row, Postgres 18.6 did not find it any more.
     */
    public Sql within(LocalDate first, LocalDate last) {
        String monday =
                first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toString();
        String sunday =
                last.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)).toString();
        if (!text.contains(FIRST_DAY) || !text.contains(LAST_DAY)) {
            throw new IllegalStateException(name + " does not name its days");
        }
        return new Sql(
                name, text.replace(FIRST_DAY, "DATE '" + monday + "'").replace(LAST_DAY, "DATE '" + sunday + "'"));
    }
}
