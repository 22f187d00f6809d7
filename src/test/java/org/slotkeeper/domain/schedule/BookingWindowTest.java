package org.slotkeeper.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days of a practice's rules are London's days, whichever side of a change of the clocks they begin and end on: forward on 28 March 2027 at 01:00 UTC, back on 31 October 2027 at 01:00 UTC. */
final class BookingWindowTest {

    private static final Instant FORWARD = Instant.parse("2027-03-28T01:00:00Z");
    private static final Instant BACK = Instant.parse("2027-10-31T01:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "a slot of summer seen in winter,         2027-04-05T08:00:00Z, P42D, 2027-02-22T09:00:00Z",
        "a slot of winter seen in summer,         2027-11-05T09:00:00Z, P42D, 2027-09-24T08:00:00Z",
        "a slot that both changes lie before,     2027-11-05T09:00:00Z, P300D, 2027-01-09T09:00:00Z",
        "over the leap day,                       2028-03-01T09:00:00Z, P2D, 2028-02-28T09:00:00Z",
        "over the turn of the year,               2027-01-04T09:00:00Z, P7D, 2026-12-28T09:00:00Z",
        "the Sunday of the change itself,         2027-03-28T08:00:00Z, PT24H, 2027-03-27T09:00:00Z",
        "hours are hours as they pass,            2027-03-28T08:00:00Z, PT12H, 2027-03-27T20:00:00Z",
        "days first and then hours,               2027-03-28T08:00:00Z, P1DT2H, 2027-03-27T07:00:00Z",
        "at a time that is skipped a day before,  2027-03-29T00:30:00Z, P1D, 2027-03-28T01:00:00Z",
        "at a time that was shown twice,          2027-11-01T01:30:00Z, P1D, 2027-10-31T00:30:00Z",
        "in the second of the two like hours,     2027-10-31T01:10:00Z, P1D, 2027-10-30T01:00:00Z"
    })
    void itOpensAndClosesAtTheTimeOfDayAtWhichTheSlotBegins(
            String what, Instant start, Duration length, Instant before) {
        assertThat(WallClock.before(start, length)).as(what).isEqualTo(before);
        BookingWindow opens = new BookingWindow(length, Duration.ZERO);
        BookingWindow closes = new BookingWindow(Duration.ofDays(400), length);

        assertThat(opens.isOpenAt(before.minusMillis(1), start)).isFalse();
        assertThat(opens.isOpenAt(before, start)).isTrue();
        assertThat(closes.isOpenAt(before, start)).isTrue();
        assertThat(closes.isOpenAt(before.plusMillis(1), start)).isFalse();
    }

    /** What a search shows by the bounds of the starts is what can be booked by the bounds of the instants. */
    @Property(tries = 3_000)
    void theStartsThatAreOpenAreThoseBetweenTheFirstAndTheLast(
            @ForAll("aroundAChange") Instant start,
            @ForAll @IntRange(max = 3) int days,
            @ForAll @IntRange(max = 1_500) int noticeMinutes,
            @ForAll @IntRange(min = -7_200_000, max = 7_200_000) int millis) {
        BookingWindow window = new BookingWindow(
                Duration.ofMinutes(noticeMinutes + 1L).plusDays(days), Duration.ofMinutes(noticeMinutes));
        for (Instant edge : List.of(window.opensFor(start), window.closesFor(start))) {
            for (Instant now : List.of(
                    edge.minusMillis(1), edge, edge.plusMillis(1), edge.plusNanos(1), edge.plusMillis(millis))) {
                boolean isBetween =
                        !start.isBefore(window.firstStartAt(now)) && !start.isAfter(window.lastStartAt(now));

                assertThat(isBetween).as("at %s", now).isEqualTo(window.isOpenAt(now, start));
            }
        }
    }

    @Property(tries = 1_000)
    void ofTwoSlotsTheEarlierOneNeverOpensLater(
            @ForAll("aroundAChange") Instant one,
            @ForAll("aroundAChange") Instant other,
            @ForAll @IntRange(min = 1, max = 400) int days) {
        Instant earlier = one.isBefore(other) ? one : other;
        Instant later = one.isBefore(other) ? other : one;

        assertThat(WallClock.before(earlier, Duration.ofDays(days)))
                .isBeforeOrEqualTo(WallClock.before(later, Duration.ofDays(days)));
    }

    @Property(tries = 1_000)
    void byDayASlotOpensAtItsOwnTimeOfThatDay(
            @ForAll("aroundAChange") Instant start, @ForAll @IntRange(min = 1, max = 400) int days) {
        LocalTime shown = start.atZone(London.ZONE).toLocalTime();
        // Between one and two, on two nights of the year, the clock shows a time never or twice.
        if (shown.getHour() == 1) {
            return;
        }
        Instant opens = WallClock.before(start, Duration.ofDays(days));

        assertThat(opens.atZone(London.ZONE).toLocalTime()).isEqualTo(shown);
        assertThat(London.dayOf(opens)).isEqualTo(London.dayOf(start).minusDays(days));
    }

    @Test
    void aWindowThatOpensInASecondIsClosedUntilThen() {
        Instant now = Instant.parse("2027-02-22T08:59:59.999Z");
        BookingWindow window = new BookingWindow(Duration.ofDays(42), Duration.ZERO);

        assertThat(window.lastStartAt(now)).isEqualTo(Instant.parse("2027-04-05T07:59:59.999Z"));
        assertThat(window.firstStartAt(now)).isEqualTo(now);
    }

    @Provide
    Arbitrary<Instant> aroundAChange() {
        return Arbitraries.of(FORWARD, BACK).flatMap(change -> Arbitraries.longs()
                .between(-3 * 24 * 12, 3 * 24 * 12)
                .map(fiveMinutes -> change.plusSeconds(300 * fiveMinutes)));
    }
}
