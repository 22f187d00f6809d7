package org.slotkeeper.load.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/** The chance by which one person decides: their own, so that the same seed decides alike whoever comes between. */
final class Draw {

    private final SplittableRandom random;

    Draw(long seed, int person) {
        this.random = new SplittableRandom(seed * 1_000_003 + person);
    }

    boolean happens(double share) {
        return random.nextDouble() < share;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A time of thought: most think shorter than the mean, few much longer, nobody longer than four times the mean. */
    Duration thought(double meanSeconds) {
        double seconds = Math.min(4 * meanSeconds, -meanSeconds * Math.log(1 - random.nextDouble()));
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Around so many seconds, a fifth more or less. */
    Duration about(double seconds) {
        return Duration.ofMillis(Math.round(seconds * (0.8 + 0.4 * random.nextDouble()) * 1000));
    }

    /** Which of these, each by its share. */
    int among(double[] shares) {
        double left = random.nextDouble();
        for (int at = 0; at < shares.length; at++) {
            left -= shares[at];
            if (left < 0) {
                return at;
            }
        }
        return shares.length - 1;
    }
}
