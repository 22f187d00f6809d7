package org.slotkeeper.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slotkeeper.cycles.FreedSlots.Canceller;

/** What follows from the answers that patients got, one after the other, in nanoseconds. */
final class FreedSlotsTest {

    private static final String SLOT = "A81001-20371123-001";
    private static final long A_SECOND = 1_000_000_000;

    private final FreedSlots slots = new FreedSlots();

    @Test
    void aSlotIsFreeAgainWhenItsNextPatientIsTold() {
        slots.booked(SLOT, "one", 10);
        slots.leaving(SLOT, "one");
        slots.cancelled(SLOT, Canceller.THE_OTHER_ENGINE, 20);
        assertThat(slots.unseen()).containsExactly(SLOT);
        slots.booked(SLOT, "two", 20 + A_SECOND);

        assertThat(slots.unseen()).isEmpty();
        assertThat(slots.waits(Canceller.THE_OTHER_ENGINE).nanos()).containsExactly(A_SECOND);
        assertThat(slots.waits(Canceller.THE_OTHER_ENGINE).overASecond()).isZero();
        assertThat(slots.waits(Canceller.THE_SAME_ENGINE).nanos()).isEmpty();
        assertThat(slots.givenTwice()).isEmpty();
    }

    @Test
    void soItIsWhenASearchShowsIt() {
        slots.booked(SLOT, "one", 10);
        slots.leaving(SLOT, "one");
        slots.cancelled(SLOT, Canceller.THE_SAME_ENGINE, 20);
        slots.seenFree(SLOT, 21 + A_SECOND);
        slots.seenFree(SLOT, 30 + A_SECOND);

        assertThat(slots.waits(Canceller.THE_SAME_ENGINE).nanos()).containsExactly(A_SECOND + 1);
        assertThat(slots.waits(Canceller.THE_SAME_ENGINE).overASecond()).isEqualTo(1);
    }

    @Test
    void whoeverIsToldWhileAnotherHasItHasItToo() {
        slots.booked(SLOT, "one", 10);
        slots.booked(SLOT, "two", 20);

        assertThat(slots.givenTwice()).containsExactly(SLOT + " of one and two");
    }

    /** The answer to a cancellation may be heard after somebody else has the slot. */
    @Test
    void whoeverIsToldWhileTheOtherIsLeavingHasItAlone() {
        slots.booked(SLOT, "one", 10);
        slots.leaving(SLOT, "one");
        slots.booked(SLOT, "two", 20);
        slots.cancelled(SLOT, Canceller.THE_OTHER_ENGINE, 30);

        assertThat(slots.givenTwice()).isEmpty();
        assertThat(slots.unseen()).isEmpty();
        assertThat(slots.waits(Canceller.THE_OTHER_ENGINE).nanos()).containsExactly(0L);
    }

    @Test
    void aLateLeaverTakesNothingFromTheNextOwner() {
        slots.booked(SLOT, "one", 10);
        slots.leaving(SLOT, "one");
        slots.booked(SLOT, "two", 20);
        slots.leaving(SLOT, "one");
        slots.booked(SLOT, "three", 30);

        assertThat(slots.givenTwice()).containsExactly(SLOT + " of two and three");
    }

    @Test
    void shareOfTheWaitsIsFoundInTheirOrder() {
        FreedSlots.Waits waits =
                new FreedSlots.Waits(java.util.List.of(1_000_000L, 2_000_000L, 9_000_000L, 10_000_000L));

        assertThat(waits.millisAt(0.5)).isEqualTo(2);
        assertThat(waits.millisAt(0.99)).isEqualTo(10);
        assertThat(waits.millisAt(1)).isEqualTo(10);
        assertThat(new FreedSlots.Waits(java.util.List.of()).millisAt(1)).isZero();
    }
}
