package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.schedule.London;

class TimesTest {

    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy HH:mm", Locale.ENGLISH)
            .withZone(London.ZONE);

    @Test
    void timesInWordsAreThoseOfTheCalendar() {
        // Steps that meet every day of the week, month and hour, and both changes of the clocks.
        Instant end = Instant.parse("2028-01-02T00:00:00Z");
        for (Instant at = Instant.parse("2026-01-01T00:00:00Z");
                at.isBefore(end);
                at = at.plus(Duration.ofMinutes(67))) {
            assertThat(Times.forPeople(at)).isEqualTo(WORDS.format(at));
        }
    }

    @Test
    void timesInWordsReadLikeThis() {
        assertThat(Times.forPeople(Instant.parse("2026-07-06T07:05:00Z"))).isEqualTo("Monday 6 July 2026 08:05");
    }
}
