package org.slotkeeper.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that begins at an instant of the test's own and runs on as time passes: for deadlines that something real runs into, on a day that the test knows. */
public final class RunningClock extends Clock {

    private final Instant start;
    private final long startedAt = System.nanoTime();

    public RunningClock(Instant start) {
        this.start = start;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startedAt);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
