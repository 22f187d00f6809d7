package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallDetectorTest {

    private static final long START = Long.MAX_VALUE - 10;
    private static final long LENGTH = StallDetector.LENGTH.toNanos();

    private final StallDetector stallDetector = new StallDetector(START);

    @Test
    void aLoopThatIsLookedAtInTimeGoesOn() {
        assertThat(stallDetector.isJustOver(START)).isFalse();
        assertThat(stallDetector.isJustOver(START + LENGTH)).isFalse();
        stallDetector.check(START + LENGTH);
        assertThat(stallDetector.isJustOver(START + 2 * LENGTH)).isFalse();
    }

    @Test
    void whatIsReadBeforeTheFirstLookAfterwardsIsDoubted() {
        assertThat(stallDetector.isJustOver(START + LENGTH + 1)).isTrue();
    }

    @Test
    void whatIsReadSoonAfterThatLookIsDoubtedToo() {
        long after = START + LENGTH + 1;
        stallDetector.check(after);

        assertThat(stallDetector.isJustOver(after)).isTrue();
        stallDetector.check(after + Duration.ofMillis(50).toNanos());
        assertThat(stallDetector.isJustOver(after + Duration.ofMillis(99).toNanos()))
                .isTrue();
        assertThat(stallDetector.isJustOver(after + Duration.ofMillis(100).toNanos()))
                .isFalse();
    }
}
