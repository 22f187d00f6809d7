package org.slotkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.simulation.Simulation.Result;
import org.slotkeeper.testing.Trial;

/** Many seeds break no promise, and get everywhere. A seed that fails here is told by {@code src/dev/simulate --seed}. */
@Trial("20,000 simulated histories")
final class SimulatorTest {

    private static final long KNOWN = 20_000;
    private static final long FRESH = 2_000;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    @Test
    void noSeedBreaksAPromiseAndEachRareThingHappens() {
        ManySeeds.Report report = ManySeeds.run(1, KNOWN, Plant.NONE, THREADS);
        System.out.print(report.text());
        assertThat(report.violations()).map(SimulatorTest::told).isEmpty();
        assertThat(report.met()).containsKeys(Sometimes.values());
    }

    @Test
    void noSeedThatNobodyHasRunBeforeBreaksAPromise() {
        long from = new Random().nextLong() >>> 16;
        System.out.println("seeds from " + from);
        ManySeeds.Report report = ManySeeds.run(from, FRESH, Plant.NONE, THREADS);
        assertThat(report.violations()).map(SimulatorTest::told).isEmpty();
    }

    private static String told(Result result) {
        return "src/dev/simulate --seed " + result.seed() + ": "
                + result.violation().orElseThrow().getMessage() + " " + result.options();
    }

    @Test
    void theSameSeedDoesTheSameAgain() {
        for (long seed = 1; seed <= 50; seed++) {
            Result once = Simulation.run(seed, Plant.NONE, false);
            Result again = Simulation.run(seed, Plant.NONE, true);
            assertThat(again.hash()).isEqualTo(once.hash());
            assertThat(again.events()).isEqualTo(once.events());
        }
        assertThat(Simulation.run(1, Plant.NONE, false).hash())
                .isNotEqualTo(Simulation.run(2, Plant.NONE, false).hash());
    }

    @Test
    void eachTroubleIsInSomeSeedsAndLeftOutOfOthers() {
        for (Trouble trouble : Trouble.values()) {
            long seeds = 100;
            long with = LongStream.rangeClosed(1, seeds)
                    .filter(seed -> Options.of(new Dice(seed)).troubles().contains(trouble))
                    .count();
            assertThat(with).as(trouble.name()).isBetween(trouble == Trouble.SPLIT_BRAIN ? 0L : 1L, seeds - 1);
        }
    }
}
