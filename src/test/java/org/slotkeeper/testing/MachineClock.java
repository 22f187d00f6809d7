package org.slotkeeper.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.slotkeeper.domain.schedule.London;

/**
 * The one place where tests read the machine's clock: for processes of their own that go by it. Whatever is asked of such a process is reckoned from here, and no date
 * stands beside it: a day that was ahead when the test was written is past one day. All other tests own their clock, if need be one that runs ({@link RunningClock}).
 *
 * <p>{@code src/dev/day} runs tests, and the processes and stores that they start, as if on another day.
 */
public final class MachineClock {

    private MachineClock() {}

    public static Clock utc() {
        return Clock.systemUTC();
    }

    /** The same at whole milliseconds, as a process of Slotkeeper has it. */
    public static Clock millis() {
        return Clock.tick(utc(), Duration.ofMillis(1));
    }

    public static Instant now() {
        return utc().instant();
    }

    /** The day that it is in London. */
    public static LocalDate today() {
        return London.dayOf(now());
    }
}
