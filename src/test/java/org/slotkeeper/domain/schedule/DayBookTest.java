package org.slotkeeper.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;

final class DayBookTest {

    private static final OdsCode PRACTICE = new OdsCode("A81001");
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");
    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    private static final Care CARE = new Care("Dr Ada Brown", "GP", Channel.VIDEO, "Routine", "Main surgery");
    private static final SessionRules OPEN = new SessionRules(Instant.EPOCH, Audience.REGISTERED_PATIENTS);

    /** Each size is one run: its tens say how many slots, its ones how many places in each. A gap of three ordinals follows each. */
    @Property(tries = 200)
    void everySeatBelongsToItsSlotAndNoOrdinalBetweenRunsToAny(
            @ForAll @Size(max = 6) List<@IntRange(min = 11, max = 49) Integer> sizes) {
        List<Slot> expected = new ArrayList<>();
        DayBook book = bookOf(sizes, expected);

        assertThat(book.slots()).isEqualTo(expected);
        Map<Integer, Slot> slotOfSeat = new HashMap<>();
        expected.forEach(slot -> {
            for (int seat = 0; seat < slot.capacity(); seat++) {
                slotOfSeat.put(slot.id().ordinal() + seat, slot);
            }
        });
        for (int ordinal = 0; ordinal < 500; ordinal++) {
            Optional<Slot> slot = Optional.ofNullable(slotOfSeat.get(ordinal));
            int asked = ordinal;
            assertThat(book.slotOfSeat(ordinal)).isEqualTo(slot);
            assertThat(book.slot(ordinal))
                    .isEqualTo(slot.filter(found -> found.id().ordinal() == asked));
        }
    }

    @Test
    void slotsOfASessionWithoutRulesAreRefused() {
        SlotRun run = new SlotRun(new SessionId("morning"), 0, 2, 1, NINE, Duration.ofMinutes(10), CARE);

        assertThatThrownBy(() -> new DayBook(PRACTICE, DAY, List.of(run), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("morning");
    }

    @Test
    void anIndexBeyondTheLastSlotIsRefused() {
        DayBook book = bookOf(List.of(21), new ArrayList<>());

        assertThatThrownBy(() -> book.slots().get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void whatIsWantedOfARunIsKnownByItsPlaceWhicheverRunsAreCut() {
        DayBook book = bookOf(List.of(21, 32, 41), new ArrayList<>());

        DayBook cut = book.cutTo(Map.of(book.runs().get(1).firstOrdinal(), new SlotSpan(1, 2)));

        assertThat(book.cutRuns()).isZero();
        assertThat(cut.cutRuns()).isEqualTo(1);
        assertThat(List.of(cut.wantedOfRun(0), cut.wantedOfRun(1), cut.wantedOfRun(2)))
                .containsExactly(new SlotSpan(0, 2), new SlotSpan(1, 2), new SlotSpan(0, 4));
        assertThat(cut.slots()).isEqualTo(book.slots());
    }

    private static DayBook bookOf(List<Integer> sizes, List<Slot> slots) {
        List<SlotRun> runs = new ArrayList<>();
        Map<SessionId, SessionRules> rules = new HashMap<>();
        int ordinal = 0;
        for (int size : sizes) {
            int capacity = Math.max(1, size % 10);
            SessionId session = new SessionId("s" + runs.size());
            SlotRun run = new SlotRun(session, ordinal, size / 10, capacity, NINE, Duration.ofMinutes(10), CARE);
            for (int index = 0; index < run.slotCount(); index++) {
                SlotId id = new SlotId(PRACTICE, DAY, ordinal + index * capacity);
                slots.add(new Slot(id, run.timeOf(index), capacity, CARE, session, OPEN.releasedAt(), OPEN.audience()));
            }
            // Latest first: the book puts them in order.
            runs.add(0, run);
            rules.put(session, OPEN);
            ordinal = run.endOrdinal() + 3;
        }
        return new DayBook(PRACTICE, DAY, runs, rules);
    }
}
