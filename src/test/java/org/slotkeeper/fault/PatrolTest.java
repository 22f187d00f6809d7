package org.slotkeeper.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Two engines that each go round three practices. */
final class PatrolTest {

    private static final int PRACTICES = 3;

    private final AtomicReference<List<Integer>> looks = new AtomicReference<>(List.of(100, 5));
    private final Patrol patrol = new Patrol(looks::get, PRACTICES);

    @Test
    void whatWasLookedAtBeforeCountsForNothing() {
        assertThat(patrol.rounds()).isZero();
        assertThat(patrol.hasGoneRound()).isFalse();
    }

    @Test
    void aRoundIsALookAtEveryPracticeByOneEngine() {
        looks.set(List.of(100 + PRACTICES - 1, 5 + PRACTICES - 1));
        assertThat(patrol.rounds()).isZero();
        looks.set(List.of(100, 5 + PRACTICES));
        assertThat(patrol.rounds()).isEqualTo(1);
    }

    @Test
    void itHasGoneRoundOnceItHasGoneRoundAsOftenAsThatMayTake() {
        looks.set(List.of(100 + Patrol.ROUNDS_MAX * PRACTICES - 1, 5));
        assertThat(patrol.hasGoneRound()).isFalse();
        looks.set(List.of(100 + Patrol.ROUNDS_MAX * PRACTICES, 5));
        assertThat(patrol.hasGoneRound()).isTrue();
    }

    /** One that was started again, or does not say. */
    @Test
    void anEngineThatHasForgottenItsLooksIsLeftOut() {
        looks.set(List.of(0, 5 + 2 * PRACTICES));
        assertThat(patrol.rounds()).isEqualTo(2);
    }

    @Test
    void looksAreReadAsTheMeterTellsThem() {
        assertThat(Patrol.looksIn("# TYPE slotkeeper_practices_reconciled_total counter\n"
                        + "slotkeeper_practices_reconciled_total 17.0\nslotkeeper_practices_to_fill 4.0\n"))
                .isEqualTo(17);
        assertThat(Patrol.looksIn("")).isZero();
    }
}
