package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Audience;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.domain.schedule.SessionRules;
import org.slotkeeper.domain.schedule.SlotOrder;
import org.slotkeeper.domain.schedule.SlotRun;

/** Counting by stretches finds what looking at each slot would find. */
class FreeInRunTest {

    private static final Instant EIGHT = Instant.parse("2026-11-23T08:00:00Z");
    private static final int FIRST_ORDINAL = 7;

    @Property(tries = 300)
    void countsWhatLookingAtEachSlotWouldCount(
            @ForAll @IntRange(min = 1, max = 3) int capacity,
            @ForAll @IntRange(min = 1, max = 40) int slotCount,
            @ForAll @IntRange(min = 0, max = 40) int from,
            @ForAll @IntRange(min = 0, max = 40) int until,
            @ForAll @IntRange(min = 0, max = 4) int freeInFour,
            @ForAll long seed) {
        BitSet seats = seats(slotCount * capacity + 20, freeInFour, seed);
        FreeInRun run = run(slotCount, capacity, seats);
        int begin = Math.min(from, slotCount);
        int end = Math.min(until, slotCount);
        int expected = 0;
        int first = end;
        for (int index = end - 1; index >= begin; index--) {
            int ordinal = FIRST_ORDINAL + index * capacity;
            if (!seats.get(ordinal, ordinal + capacity).isEmpty()) {
                expected++;
                first = index;
            }
        }
        assertThat(run.count(begin, end)).isEqualTo(expected);
        assertThat(begin > end ? end : run.first(begin, end)).isEqualTo(first);
    }

    @Test
    void aBoundOnAStartTakesThatSlotAndOneAfterItDoesNot() {
        FreeInRun run = run(3, 1, new BitSet());
        long second = EIGHT.plus(Duration.ofMinutes(5)).toEpochMilli();
        assertThat(run.indexFrom(second - 1)).isEqualTo(1);
        assertThat(run.indexFrom(second)).isEqualTo(1);
        assertThat(run.indexFrom(second + 1)).isEqualTo(2);
    }

    @Test
    void boundsFarOutsideAreTheEndsOfTheRun() {
        FreeInRun run = run(3, 1, new BitSet());
        assertThat(run.indexFrom(EIGHT.minus(Duration.ofDays(400)).toEpochMilli()))
                .isZero();
        assertThat(run.indexFrom(EIGHT.plus(Duration.ofDays(400)).toEpochMilli()))
                .isEqualTo(3);
    }

    private static BitSet seats(int count, int freeInFour, long seed) {
        Random random = new Random(seed);
        BitSet seats = new BitSet();
        for (int seat = 0; seat < count; seat++) {
            seats.set(seat, random.nextInt(4) < freeInFour);
        }
        return seats;
    }

    private static FreeInRun run(int slotCount, int capacity, BitSet seats) {
        SessionId session = new SessionId("morning");
        Care care = new Care("Dr Test", "General Practitioner", Channel.IN_PERSON, "Routine", "Surgery");
        SlotRun run = new SlotRun(session, FIRST_ORDINAL, slotCount, capacity, EIGHT, Duration.ofMinutes(5), care);
        DayBook day = new DayBook(
                new OdsCode("A81001"),
                LocalDate.of(2026, 11, 23),
                List.of(run),
                Map.of(session, new SessionRules(EIGHT, Audience.REGISTERED_PATIENTS)));
        SlotOrder order = day.order();
        return new FreeInRun(order, 0, slotCount, seats);
    }
}
