package org.slotkeeper.assembly;

import java.time.Clock;
import java.time.ZoneOffset;

/** Where the time comes from. */
public final class Clocks {

    private Clocks() {}

    /** The machine's clock, in whole milliseconds: what both stores keep of an instant. */
    public static Clock ofTheMachine() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
