package org.slotkeeper.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slotkeeper.retention.spi.Limit;
import org.slotkeeper.retention.spi.Week;

/** Weeks are from Monday to Sunday in London, whatever its clocks do. */
final class RetentionTest {

    /** On Sunday at 23:30 UTC it is Monday in London in summer, and Sunday in winter. */
    @ParameterizedTest
    @CsvSource({
        "2027-03-27T23:30:00Z, 2027-03-08",
        "2027-03-28T22:59:59Z, 2027-03-08",
        "2027-03-28T23:00:00Z, 2027-03-15",
        "2027-10-31T23:30:00Z, 2027-10-11",
        "2027-11-01T00:00:00Z, 2027-10-18"
    })
    void weeksEndAtMidnightInLondon(Instant now, LocalDate firstKept) {
        assertThat(new Retention(2, 3).limit(Week.Part.APPOINTMENTS, now)).isEqualTo(new Limit(firstKept));
        assertThat(new Retention(2, 3).limit(Week.Part.AUDIT, now)).isEqualTo(new Limit(firstKept.minusWeeks(1)));
        assertThat(new Limit(firstKept).keeps(new Week(Week.Part.APPOINTMENTS, firstKept)))
                .isTrue();
        assertThat(new Limit(firstKept).keeps(new Week(Week.Part.APPOINTMENTS, firstKept.minusWeeks(1))))
                .isFalse();
    }

    @Test
    void theLimitBeginsAtMidnightInLondon() {
        assertThat(new Limit(LocalDate.parse("2027-03-29")).begin()).isEqualTo("2027-03-28T23:00:00Z");
        assertThat(new Limit(LocalDate.parse("2027-01-04")).begin()).isEqualTo("2027-01-04T00:00:00Z");
    }

    @Test
    void theWeekBeforeThisOneIsAlwaysKept() {
        assertThatThrownBy(() -> new Retention(1, 4)).hasMessageContaining("at least 2 weeks");
        assertThatThrownBy(() -> new Retention(4, 1)).hasMessageContaining("at least 2 weeks");
    }
}
