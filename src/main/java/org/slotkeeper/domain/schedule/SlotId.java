package org.slotkeeper.domain.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.domain.party.OdsCode;

/**
 * The address of a slot: practice, day in Europe/London, and ordinal in that day's book, for
 * example {@code A81001-20261123-017}. A slot with places for ten is ten seats with ten ordinals in
 * a row; the slot is named by the first. The address of a seat is a {@link SeatId}.
 */
public record SlotId(OdsCode practice, LocalDate day, int ordinal) {

    /**
     * No practice has this many seats in a day; the largest in England has about 3,000 appointments
     * on a Monday.
     */
    public static final int ORDINAL_MAX = 32_767;

    private static final Pattern FORMAT = Pattern.compile("([A-Z0-9]{3,10})-([0-9]{8})-([0-9]{3,5})");

    public SlotId {
        requireInRange(day, ordinal);
    }

    static void requireInRange(LocalDate day, int ordinal) {
        if (ordinal < 0 || ordinal > ORDINAL_MAX) {
            throw new IllegalArgumentException("ordinal out of range: " + ordinal);
        }
        if (day.getYear() < 2000 || day.getYear() > 2999) {
            throw new IllegalArgumentException("day out of range: " + day);
        }
    }

    /**
     * The slot so named, or nothing if the text is not the one canonical spelling of an address.
     */
    public static Optional<SlotId> parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            int date = Integer.parseInt(parts.group(2));
            LocalDate day = LocalDate.of(date / 10_000, date / 100 % 100, date % 100);
            SlotId id = new SlotId(new OdsCode(parts.group(1)), day, Integer.parseInt(parts.group(3)));
            return id.text().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    public String text() {
        return text(practice, day, ordinal);
    }

    static String text(OdsCode practice, LocalDate day, int ordinal) {
        StringBuilder text = new StringBuilder(26).append(practice.value()).append('-');
        appendPadded(text, day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth(), 8);
        text.append('-');
        appendPadded(text, ordinal, 3);
        return text.toString();
    }

    private static void appendPadded(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        for (int missing = width - digits.length(); missing > 0; missing--) {
            text.append('0');
        }
        text.append(digits);
    }

    @Override
    public String toString() {
        return text();
    }
}
