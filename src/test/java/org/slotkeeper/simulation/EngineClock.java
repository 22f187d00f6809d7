package org.slotkeeper.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What an engine takes for the time: the true one, and a little more or less. It may be put back. */
final class EngineClock extends Clock {

    private final Agenda agenda;
    private long skew;

    /** @param skew in microseconds */
    EngineClock(Agenda agenda, long skew) {
        this.agenda = agenda;
        this.skew = skew;
    }

    void step(long microseconds) {
        skew += microseconds;
    }

    @Override
    public Instant instant() {
        return agenda.instant().plusNanos(skew * 1_000);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("engines' clocks have no zones");
    }
}
