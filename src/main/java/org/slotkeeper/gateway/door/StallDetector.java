package org.slotkeeper.gateway.door;

import java.time.Duration;
import org.slotkeeper.platform.OwnerThread;

/**
 * Notices that an event loop has stood still, because its process was stopped or something held it
 * up. What it finds waiting then came at nobody knows what time: its caller may have given it up,
 * asked elsewhere, and been refused, and it would be answered as if it came now. For one event
 * loop.
 */
final class StallDetector {

    /** Shorter than callers wait before they ask again, longer than a collection of garbage. */
    static final Duration LENGTH = Duration.ofSeconds(2);

    /** What was waiting is read within this time after the loop was found to go on. */
    private static final Duration AFTER = Duration.ofMillis(100);

    private final OwnerThread owner = new OwnerThread();
    private long checkedAt;
    private long goesOnUntil;

    /** @param now of a clock that only goes forward, in nanoseconds, as everywhere here */
    StallDetector(long now) {
        this.checkedAt = now;
        this.goesOnUntil = now;
    }

    /** To be called again and again, much more often than {@link #LENGTH}. */
    void check(long now) {
        owner.require();
        if (hasGap(now)) {
            goesOnUntil = now + AFTER.toNanos();
        }
        checkedAt = now;
    }

    /** Whether what comes in now may have waited for longer than {@link #LENGTH}. */
    boolean isJustOver(long now) {
        owner.require();
        return hasGap(now) || now - goesOnUntil < 0;
    }

    private boolean hasGap(long now) {
        return now - checkedAt > LENGTH.toNanos();
    }
}
