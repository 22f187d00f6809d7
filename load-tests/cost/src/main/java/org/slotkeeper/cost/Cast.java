package org.slotkeeper.cost;

import java.time.LocalDate;
import java.time.ZoneId;
import org.slotkeeper.load.kit.NhsNumbers;

/** Invented practices and patients, the same for every contestant; a patient is registered at the practice of its number. */
public record Cast(int practices, int patients) {

    /** Days that are searched and booked, from tomorrow. */
    public static final int DAYS = 7;

    static final int SESSIONS_A_DAY = 9;
    static final int SLOTS_A_SESSION = 24;
    static final int SLOT_MINUTES = 5;

    public Cast {
        if (practices < 1
                || practices > 9_999
                || patients < 2 * practices
                || patients / practices > SESSIONS_A_DAY * SLOTS_A_SESSION) {
            throw new IllegalArgumentException(
                    "there must be 2 to " + SESSIONS_A_DAY * SLOTS_A_SESSION + " patients for each practice");
        }
    }

    public static LocalDate day(int number) {
        return LocalDate.now(ZoneId.of("Europe/London")).plusDays(1L + number);
    }

    public String practice(int number) {
        return "ZB" + String.format("%04d", number);
    }

    public int practiceOf(int patient) {
        return patient % practices;
    }

    /** Invented numbers with a right check digit, from the range that is kept for tests. */
    public static String nhsNumber(int patient) {
        for (long stem = 999_000_000L + patient; ; stem -= 50_000_000L) {
            int check = NhsNumbers.checkDigit(stem);
            if (check < 10) {
                return "" + stem + check;
            }
        }
    }
}
