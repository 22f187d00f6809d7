package org.slotkeeper.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** All chance of one simulation. The same seed rolls the same numbers. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    boolean perMille(int chances) {
        return chances > 0 && random.nextInt(1000) < chances;
    }

    /** Both ends included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** Both ends included. */
    long between(long least, long most) {
        return least + random.nextLong(most - least + 1);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
