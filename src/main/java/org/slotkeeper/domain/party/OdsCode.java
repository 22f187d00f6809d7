package org.slotkeeper.domain.party;

import java.util.regex.Pattern;

/**
 * The code by which the Organisation Data Service knows an organisation, for a practice for example
 * {@code A81001}.
 */
public record OdsCode(String value) {

    private static final Pattern FORMAT = Pattern.compile("[A-Z0-9]{3,10}");

    public OdsCode {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an ODS code (3 to 10 capital letters and digits)");
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
