package org.slotkeeper.growth;

import java.util.Locale;

/**
 * How large an installation is made. A practice has 250 slots a day for 60 days; of each day the first 160 may have appointments from before, the others are left to the load generator.
 *
 * @param appointments made in bulk before anything is measured
 * @param weeks that are over and kept, each with a slot and its appointment at every practice
 */
record Size(long slots, long appointments, int weeks) {

    static final int SLOTS_A_DAY = 250;
    static final int ORDINALS_FOR_BULK = 160;
    private static final int DAYS_MAX = 60;
    private static final int SEARCHED_DAYS = 7;
    /** What every installation has: engines make the tables of the week before. */
    static final int WEEKS_MIN = 2;

    private static final int WEEKS_MAX = 1_000;
    private static final int PRACTICES_MAX = 9_999;
    private static final int PATIENTS_MAX = 12_000;
    private static final int PATIENTS_A_PRACTICE_MAX = SLOTS_A_DAY - ORDINALS_FOR_BULK;

    // Estimates, on the safe side: rows with their indexes, and what Postgres keeps of its log.
    private static final long BYTES_A_SLOT = 25;
    private static final long BYTES_AN_APPOINTMENT = 1_300;
    /** Tables and indexes without a row in them. */
    private static final long BYTES_A_WEEK = 300_000;

    private static final long BYTES_AT_LEAST = 3L << 30;

    Size {
        if (slots < SEARCHED_DAYS * SLOTS_A_DAY || (slots - 1) / SLOTS_A_DAY / DAYS_MAX >= PRACTICES_MAX) {
            throw new IllegalArgumentException("slots must be " + SEARCHED_DAYS * SLOTS_A_DAY + " to "
                    + (long) PRACTICES_MAX * SLOTS_A_DAY * DAYS_MAX);
        }
        if (weeks < WEEKS_MIN || weeks > WEEKS_MAX) {
            throw new IllegalArgumentException("weeks must be " + WEEKS_MIN + " to " + WEEKS_MAX);
        }
    }

    /** For example 16M:1k, or with five years of weeks 16M:1k:266. */
    static Size parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2 && parts.length != 3) {
            throw new IllegalArgumentException(
                    text + " is not SLOTS:APPOINTMENTS or SLOTS:APPOINTMENTS:WEEKS, for example 16M:1k");
        }
        Size size =
                new Size(number(parts[0]), number(parts[1]), parts.length == 2 ? WEEKS_MIN : (int) number(parts[2]));
        if (size.appointments > size.roomForAppointments()) {
            throw new IllegalArgumentException(text + ": so many slots have room for " + size.roomForAppointments()
                    + " appointments beside what is measured");
        }
        return size;
    }

    private static long number(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        long unit = lower.endsWith("k") ? 1_000 : lower.endsWith("m") ? 1_000_000 : 1;
        try {
            return Long.parseLong(unit == 1 ? lower : lower.substring(0, lower.length() - 1)) * unit;
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(text + " is not a number like 1000, 10k or 16M");
        }
    }

    int practices() {
        return (int) ((slots + SLOTS_A_DAY * DAYS_MAX - 1) / (SLOTS_A_DAY * DAYS_MAX));
    }

    /** At most 60, and so many that slots is reached in whole days of all practices; it may be passed by one day's. */
    int days() {
        return (int) Math.max(SEARCHED_DAYS, Math.min(DAYS_MAX, (slots - 1) / SLOTS_A_DAY / practices() + 1));
    }

    /** What was made of the slots that were asked for. */
    long slotsMade() {
        return (long) practices() * days() * SLOTS_A_DAY;
    }

    private long roomForAppointments() {
        return (long) practices() * days() * ORDINALS_FOR_BULK;
    }

    int patients() {
        return Math.max(2 * practices(), Math.min(PATIENTS_MAX, practices() * PATIENTS_A_PRACTICE_MAX));
    }

    long bytesOnDisk() {
        return BYTES_AT_LEAST
                + slotsMade() * BYTES_A_SLOT
                + appointments * BYTES_AN_APPOINTMENT
                + weeks * (BYTES_A_WEEK + practices() * BYTES_AN_APPOINTMENT);
    }

    static String words(long number) {
        return number >= 1_000_000
                ? String.format(Locale.ROOT, "%.3g M", number / 1e6)
                : number >= 1_000 ? String.format(Locale.ROOT, "%.3g k", number / 1e3) : Long.toString(number);
    }

    @Override
    public String toString() {
        return words(slotsMade()) + " slots, " + words(appointments) + " appointments"
                + (weeks > WEEKS_MIN ? ", " + weeks + " weeks" : "");
    }
}
