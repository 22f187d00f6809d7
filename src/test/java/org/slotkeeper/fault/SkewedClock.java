package org.slotkeeper.fault;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.slotkeeper.testing.MachineClock;

/** The true time, and as much more or less as it was told. */
public final class SkewedClock extends Clock {

    private static final Clock TRUE = MachineClock.millis();

    private volatile long millisOff;

    public void set(long millis) {
        millisOff = millis;
    }

    public long millisOff() {
        return millisOff;
    }

    @Override
    public Instant instant() {
        return TRUE.instant().plusMillis(millisOff);
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
