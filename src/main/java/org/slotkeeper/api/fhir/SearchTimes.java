package org.slotkeeper.api.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bounds that a search puts on starts, as R4 reads them: each value is an instant, or a date
 * that means the whole day in London, with a prefix or without ({@code eq}). Several values must
 * all hold.
 *
 * @param from starts at or after this instant
 * @param until starts before this instant
 */
record SearchTimes(Optional<Instant> from, Optional<Instant> until) {

    private static final SearchTimes ANY = new SearchTimes(Optional.empty(), Optional.empty());
    private static final int PREFIX_LENGTH = 2;
    private static final Pattern PREFIXED = Pattern.compile("[a-z]{2}.*");

    static SearchTimes of(String parameter, List<String> values) {
        SearchTimes times = ANY;
        for (String value : values) {
            times = times.and(one(parameter, value));
        }
        if (times.from.isPresent()
                && times.until.isPresent()
                && !times.from.get().isBefore(times.until.get())) {
            throw Unreadable.invalid(parameter, "the upper bound must be after the lower one");
        }
        return times;
    }

    boolean isBounded() {
        return from.isPresent() && until.isPresent();
    }

    SearchTimes and(SearchTimes other) {
        return new SearchTimes(later(from, other.from), earlier(until, other.until));
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || (other.isPresent() && other.get().isAfter(one.get())) ? other : one;
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || (other.isPresent() && other.get().isBefore(one.get())) ? other : one;
    }

    private static SearchTimes one(String parameter, String value) {
        boolean isPrefixed = PREFIXED.matcher(value).matches();
        String prefix = isPrefixed ? value.substring(0, PREFIX_LENGTH) : "eq";
        String time = isPrefixed ? value.substring(PREFIX_LENGTH) : value;
        Optional<LocalDate> day = Times.parseDate(time);
        Instant first = day.map(Times::midnight).orElseGet(() -> instant(parameter, time));
        Instant behind = day.map(date -> Times.midnight(date.plusDays(1))).orElseGet(() -> first.plusNanos(1));
        return switch (prefix) {
            case "eq" -> new SearchTimes(Optional.of(first), Optional.of(behind));
            case "ge" -> new SearchTimes(Optional.of(first), Optional.empty());
            // A start is a moment: it is after a day if and only if it is greater.
            case "gt", "sa" -> new SearchTimes(Optional.of(behind), Optional.empty());
            case "lt", "eb" -> new SearchTimes(Optional.empty(), Optional.of(first));
            case "le" -> new SearchTimes(Optional.empty(), Optional.of(behind));
            default ->
                throw Unreadable.invalid(
                        parameter, "the prefix " + prefix + " is not supported: eq, ge, gt, le, lt, sa and eb are");
        };
    }

    private static Instant instant(String parameter, String time) {
        // A plus sign that came unescaped is a space by now, and can have been nothing else.
        return Times.parseInstant(time.replace(' ', '+'))
                .orElseThrow(
                        () -> Unreadable.invalid(
                                parameter,
                                "must be one date, or one date and time with an offset from UTC, with a prefix such as ge or without"));
    }
}
