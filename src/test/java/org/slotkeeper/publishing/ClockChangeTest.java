package org.slotkeeper.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.domain.schedule.ReleaseRule;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.WallClock;

/** Sessions on the days the clocks change: forward on 29 March 2026 at 01:00, back on 25 October 2026 at 02:00. */
final class ClockChangeTest {

    private static final LocalDate SPRING = LocalDate.of(2026, 3, 29);
    private static final LocalDate AUTUMN = LocalDate.of(2026, 10, 25);

    @Test
    void aMorningIsTheSameOnTheWallOnBothDays() {
        for (LocalDate day : List.of(SPRING.minusDays(1), SPRING, AUTUMN.minusDays(1), AUTUMN)) {
            List<Interval> slots = slots(day, "08:00", "12:00", 10);

            assertThat(slots).hasSize(24);
            assertThat(onTheWall(slots.get(0).start())).isEqualTo("08:00");
            assertThat(onTheWall(slots.get(23).end())).isEqualTo("12:00");
        }
        assertThat(slots(SPRING, "08:00", "12:00", 10).get(0).start()).isEqualTo(Instant.parse("2026-03-29T07:00:00Z"));
        assertThat(slots(AUTUMN, "08:00", "12:00", 10).get(0).start()).isEqualTo(Instant.parse("2026-10-25T08:00:00Z"));
    }

    @Test
    void aNightSessionHasTheSlotsThatTimeHasRoomFor() {
        assertThat(slots(SPRING, "00:30", "03:00", 30)).hasSize(3);
        assertThat(slots(AUTUMN, "00:30", "03:00", 30)).hasSize(7);
        assertThat(slots(SPRING, "00:00", "00:00", 60)).hasSize(23);
        assertThat(slots(AUTUMN, "00:00", "00:00", 60)).hasSize(25);
    }

    @Test
    void slotsOfANightSessionFollowEachOtherThroughTheChange() {
        List<Interval> slots = slots(AUTUMN, "00:30", "03:00", 30);

        for (int at = 1; at < slots.size(); at++) {
            assertThat(slots.get(at).start()).isEqualTo(slots.get(at - 1).end());
        }
        assertThat(slots)
                .extracting(slot -> onTheWall(slot.start()))
                .containsExactly("00:30", "01:00", "01:30", "01:00", "01:30", "02:00", "02:30");
    }

    @Test
    void aTimeThatIsSkippedIsTheInstantOfTheChange() {
        assertThat(WallClock.instantOf(SPRING, LocalTime.of(1, 30))).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(slots(SPRING, "00:30", "01:30", 30)).hasSize(1);
        assertThatThrownBy(() -> slots(SPRING, "01:10", "01:50", 10)).hasMessageContaining("clock changes");
    }

    @Test
    void aTimeThatIsShownTwiceIsTheFirstOfTheTwo() {
        assertThat(WallClock.instantOf(AUTUMN, LocalTime.of(1, 30))).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(slots(AUTUMN, "01:15", "01:45", 10)).hasSize(3);
    }

    @Test
    void aReleaseIsAtItsTimeOnTheWallOnEitherSideOfTheChange() {
        ReleaseRule dayBefore8 = new ReleaseRule.DaysBefore(1, LocalTime.of(8, 0));

        assertThat(dayBefore8.releasedAt(SPRING)).isEqualTo(Instant.parse("2026-03-28T08:00:00Z"));
        assertThat(dayBefore8.releasedAt(SPRING.plusDays(1))).isEqualTo(Instant.parse("2026-03-29T07:00:00Z"));
        assertThat(dayBefore8.releasedAt(AUTUMN)).isEqualTo(Instant.parse("2026-10-24T07:00:00Z"));
        assertThat(dayBefore8.releasedAt(AUTUMN.plusDays(1))).isEqualTo(Instant.parse("2026-10-25T08:00:00Z"));
    }

    @Test
    void releaseRulesAreReadFromTheirText() {
        List<ReleaseRule> rules = List.of(
                new ReleaseRule.AtOnce(),
                new ReleaseRule.At(Instant.parse("2026-11-23T08:00:00Z")),
                new ReleaseRule.DaysBefore(14, LocalTime.of(18, 30)));

        for (ReleaseRule rule : rules) {
            assertThat(ReleaseRule.parse(rule.text())).isEqualTo(rule);
        }
        assertThatThrownBy(() -> ReleaseRule.parse("soon")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void anEarlierTimeOnTheWallIsNeverALaterInstant(
            @ForAll @IntRange(max = 364) int dayOfYear,
            @ForAll @IntRange(max = 1439) int minute,
            @ForAll @IntRange(max = 1439) int other) {
        LocalDate day = LocalDate.of(2026, 1, 1).plusDays(dayOfYear);
        LocalTime earlier = LocalTime.ofSecondOfDay(60L * Math.min(minute, other));
        LocalTime later = LocalTime.ofSecondOfDay(60L * Math.max(minute, other));

        assertThat(WallClock.instantOf(day, earlier)).isBeforeOrEqualTo(WallClock.instantOf(day, later));
        assertThat(WallClock.instantOf(day, later)).isBefore(WallClock.endOf(day));
    }

    private static List<Interval> slots(LocalDate day, String start, String end, int minutes) {
        return new SessionDraft(
                        new SessionId("night"),
                        new Timetable(
                                day, LocalTime.parse(start), LocalTime.parse(end), Duration.ofMinutes(minutes), 1),
                        Publishing.GP,
                        new ReleaseRule.AtOnce(),
                        Audience.PRACTICE_ONLY,
                        Optional.empty())
                .slotTimes();
    }

    private static String onTheWall(Instant instant) {
        return instant.atZone(London.ZONE).toLocalTime().toString();
    }
}
