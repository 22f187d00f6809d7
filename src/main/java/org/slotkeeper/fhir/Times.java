package org.slotkeeper.fhir;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slotkeeper.domain.London;

/** Instants as FHIR and HTTP spell them. */
final class Times {

    private static final Pattern INSTANT = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter FOR_PEOPLE = DateTimeFormatter.ofPattern(
                    "EEEE d MMMM yyyy HH:mm", Locale.ENGLISH)
            .withZone(London.ZONE);

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

    /** The instant as a clock in London shows it, with its offset: {@code 2026-11-23T08:00:00+00:00}. */
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

    /** London's time in words. */
    static String forPeople(Instant instant) {
        return FOR_PEOPLE.format(instant);
    }

    @CanIgnoreReturnValue
    private static StringBuilder pad(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        text.append("0".repeat(Math.max(0, width - digits.length())));
        return text.append(digits);
    }
}
