package org.slotkeeper.domain.schedule;

import java.util.regex.Pattern;

/** A practice's own name for one of its sessions. */
public record SessionId(String value) {

    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    public SessionId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a session id has 1 to 64 letters, digits, dots and dashes");
        }
    }

    public static boolean isValid(String text) {
        return FORMAT.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
