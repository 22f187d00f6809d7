package org.slotkeeper.testing;

import java.time.Duration;

/** Polling with an end. */
public final class Deadline {

    private static final long PAUSE_MILLIS = 20;

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    public static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    public boolean isOver() {
        return System.nanoTime() - end > 0;
    }

    /** Waits a moment before the next look. */
    public void pause(String awaited) {
        if (isOver()) {
            throw new IllegalStateException("waited in vain for " + awaited);
        }
        rest(PAUSE_MILLIS);
    }

    public static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
