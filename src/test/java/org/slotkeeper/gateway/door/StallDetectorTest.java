package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandStillTest {

    private static final long START = Long.MAX_VALUE - 10;
    private static final long LENGTH = StandStill.LENGTH.toNanos();

    private final StandStill standStill = new StandStill(START);

    @Test
    void aLoopThatIsLookedAtInTimeGoesOn() {
        assertThat(standStill.isJustOver(START)).isFalse();
        assertThat(standStill.isJustOver(START + LENGTH)).isFalse();
        standStill.look(START + LENGTH);
        assertThat(standStill.isJustOver(START + 2 * LENGTH)).isFalse();
    }

    @Test
    void whatIsReadBeforeTheFirstLookAfterwardsIsDoubted() {
        assertThat(standStill.isJustOver(START + LENGTH + 1)).isTrue();
    }

    @Test
    void whatIsReadSoonAfterThatLookIsDoubtedToo() {
        long after = START + LENGTH + 1;
        standStill.look(after);

        assertThat(standStill.isJustOver(after)).isTrue();
        standStill.look(after + Duration.ofMillis(50).toNanos());
        assertThat(standStill.isJustOver(after + Duration.ofMillis(99).toNanos()))
                .isTrue();
        assertThat(standStill.isJustOver(after + Duration.ofMillis(100).toNanos()))
                .isFalse();
    }
}
