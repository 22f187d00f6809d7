package org.slotkeeper.retention.spi;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.Locale;

/** One week of one part of the ledger: what is taken out at once. */
public record Week(Part part, LocalDate monday) implements Comparable<Week> {

    private static final Comparator<Week> ORDER =
            Comparator.comparing(Week::monday).thenComparing(Week::part);

    /** What is kept by week, and goes together. */
    public enum Part {
        /** Sessions with their slots, who has these, appointments and their earlier versions. */
        APPOINTMENTS,
        /** Who did or saw what. */
        AUDIT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Week {
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException("a week begins on a Monday, and not on " + monday);
        }
    }

    public static LocalDate mondayOf(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Override
    public int compareTo(Week other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return part.word() + " of the week of " + monday;
    }
}
