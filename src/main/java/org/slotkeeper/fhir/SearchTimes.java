package org.slotkeeper.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The bounds that a search puts on starts by {@code ge}, {@code gt}, {@code lt} and {@code le}: each bound once, with an instant, or with a date that means the whole day in London.
 *
 * @param from starts at or after this instant
 * @param until starts before this instant
 */
record SearchTimes(Optional<Instant> from, Optional<Instant> until) {

    private static final int PREFIX_LENGTH = 2;

    static SearchTimes of(String parameter, List<String> values) {
        Optional<Instant> from = Optional.empty();
        Optional<Instant> until = Optional.empty();
        for (String value : values) {
            String prefix = value.length() > PREFIX_LENGTH ? value.substring(0, PREFIX_LENGTH) : "";
            boolean isLower = prefix.equals("ge") || prefix.equals("gt");
            if (!isLower && !prefix.equals("lt") && !prefix.equals("le")) {
                throw Unreadable.invalid(parameter, "each value must begin with ge, gt, lt or le");
            }
            if ((isLower ? from : until).isPresent()) {
                throw Unreadable.invalid(parameter, "must have one lower and one upper bound");
            }
            // The bound itself is in with ge and le: half-open, that is before it or right after it.
            boolean isAfter = prefix.equals("gt") || prefix.equals("le");
            Optional<Instant> bound = Optional.of(bound(parameter, value.substring(PREFIX_LENGTH), isAfter));
            from = isLower ? bound : from;
            until = isLower ? until : bound;
        }
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            throw Unreadable.invalid(parameter, "the upper bound must be after the lower one");
        }
        return new SearchTimes(from, until);
    }

    private static Instant bound(String parameter, String value, boolean isAfter) {
        Optional<LocalDate> day = Times.parseDate(value);
        if (day.isPresent()) {
            return Times.midnight(isAfter ? day.get().plusDays(1) : day.get());
        }
        // A plus sign that came unescaped is a space by now, and can have been nothing else.
        Instant instant = Times.parseInstant(value.replace(' ', '+'))
                .orElseThrow(() ->
                        Unreadable.invalid(parameter, "must be a date, or a date and time with an offset from UTC"));
        return isAfter ? instant.plusNanos(1) : instant;
    }
}
