package org.slotkeeper.domain.appointment;

import java.util.Optional;
import java.util.regex.Pattern;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;

/**
 * Names an appointment, and before it is booked the hold it may come of: the address of the seat it
 * was first made for, then 26 characters (128 bits) that nobody can guess. The id stays when the
 * appointment moves to another slot.
 */
public record AppointmentId(SeatId origin, String key) {

    private static final int KEY_LENGTH = 26;
    private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final Pattern KEY_FORMAT = Pattern.compile("[a-z2-7]{26}");

    public AppointmentId {
        if (!KEY_FORMAT.matcher(key).matches()) {
            throw new IllegalArgumentException("not the key of an appointment");
        }
    }

    /** The key that these 128 bits make. */
    public static String key(long high, long low) {
        char[] key = new char[KEY_LENGTH];
        long upper = high;
        long lower = low;
        for (int at = KEY_LENGTH - 1; at >= 0; at--) {
            key[at] = BASE32[(int) (lower & 31)];
            lower = (lower >>> 5) | (upper << 59);
            upper >>>= 5;
        }
        return new String(key);
    }

    public static Optional<AppointmentId> parse(String text) {
        int dash = text.length() - KEY_LENGTH - 1;
        if (dash < 1 || text.length() > 64 || text.charAt(dash) != '-') {
            return Optional.empty();
        }
        String key = text.substring(dash + 1);
        if (!KEY_FORMAT.matcher(key).matches()) {
            return Optional.empty();
        }
        return SeatId.parse(text.substring(0, dash)).map(origin -> new AppointmentId(origin, key));
    }

    public OdsCode practice() {
        return origin.practice();
    }

    public String text() {
        return origin.text() + '-' + key;
    }

    @Override
    public String toString() {
        return text();
    }
}
