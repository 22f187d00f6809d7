package org.slotkeeper.domain.party;

/**
 * A patient's ten-digit NHS number whose last digit is the modulus 11 check of the nine before it.
 * Never printed: {@code toString} hides it.
 */
public record NhsNumber(long value) {

    private static final int DIGITS = 10;

    public NhsNumber {
        if (!hasValidCheckDigit(value)) {
            throw new IllegalArgumentException("not an NHS number");
        }
    }

    /** @throws IllegalArgumentException if the text is not ten digits with a right check digit */
    public static NhsNumber parse(String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not an NHS number");
        }
        return new NhsNumber(Long.parseLong(text));
    }

    public static boolean isValid(String text) {
        if (text.length() != DIGITS) {
            return false;
        }
        for (int at = 0; at < DIGITS; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return hasValidCheckDigit(Long.parseLong(text));
    }

    /**
     * The number that stands at this index among all valid ones that begin with a 9, the range kept
     * for tests and demonstrations.
     */
    public static NhsNumber ofDemonstration(int index) {
        long stem = 900_000_000L + index;
        while (checkDigit(stem) == 10) {
            stem += 50_000_000L;
        }
        return new NhsNumber(stem * 10 + checkDigit(stem));
    }

    /** The ten digits. For the ledger and for the patient's own answers only. */
    public String digits() {
        String digits = Long.toString(value);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private static boolean hasValidCheckDigit(long number) {
        return number > 0 && number <= 9_999_999_999L && checkDigit(number / 10) == number % 10;
    }

    private static int checkDigit(long stem) {
        int sum = 0;
        long rest = stem;
        for (int weight = 2; weight <= DIGITS; weight++) {
            sum += (int) (rest % 10) * weight;
            rest /= 10;
        }
        return (11 - sum % 11) % 11;
    }

    @Override
    public String toString() {
        return "NhsNumber[***]";
    }
}
