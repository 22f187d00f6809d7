package org.slotkeeper.api.fhir;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slotkeeper.domain.schedule.London;

/** Instants as FHIR and HTTP spell them. */
final class Times {

    private static final Pattern INSTANT = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String[] DAYS =
            names(DayOfWeek.values(), day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    private static final String[] MONTHS =
            names(Month.values(), month -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH));

    private Times() {}

    /** The instant, if the text is a date with a time to the minute at least and an offset. */
    static Optional<Instant> parseInstant(String text) {
        if (!INSTANT.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    static Optional<LocalDate> parseDate(String text) {
        if (!DATE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** The first instant of a day in London. */
    static Instant midnight(LocalDate day) {
        return day.atStartOfDay(London.ZONE).toInstant();
    }

    /**
     * The instant as a clock in London shows it, with its offset:
     * {@code 2026-11-23T08:00:00+00:00}.
     */
    static String london(Instant instant) {
        ZonedDateTime time = instant.atZone(London.ZONE);
        StringBuilder text = new StringBuilder(25);
        pad(text, time.getYear(), 4).append('-');
        pad(text, time.getMonthValue(), 2).append('-');
        pad(text, time.getDayOfMonth(), 2).append('T');
        pad(text, time.getHour(), 2).append(':');
        pad(text, time.getMinute(), 2).append(':');
        pad(text, time.getSecond(), 2);
        ZoneOffset offset = time.getOffset();
        return text.append(offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId())
                .toString();
    }

    static String http(Instant instant) {
        return HTTP_DATE.format(instant);
    }

    /**
     * London's time in words: {@code Monday 23 November 2026 08:00}. Put together by hand: each of
     * the many losers of a rush is offered three of them.
     */
    static String forPeople(Instant instant) {
        ZonedDateTime time = instant.atZone(London.ZONE);
        StringBuilder text = new StringBuilder(36)
                .append(DAYS[time.getDayOfWeek().ordinal()])
                .append(' ')
                .append(time.getDayOfMonth())
                .append(' ')
                .append(MONTHS[time.getMonth().ordinal()])
                .append(' ');
        pad(text, time.getYear(), 4).append(' ');
        pad(text, time.getHour(), 2).append(':');
        return pad(text, time.getMinute(), 2).toString();
    }

    private static <T> String[] names(T[] values, Function<T, String> name) {
        return Stream.of(values).map(name).toArray(String[]::new);
    }

    @CanIgnoreReturnValue
    private static StringBuilder pad(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        for (int missing = width - digits.length(); missing > 0; missing--) {
            text.append('0');
        }
        return text.append(digits);
    }
}
