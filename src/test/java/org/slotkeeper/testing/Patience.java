package org.slotkeeper.testing;

import java.time.Duration;

/**
 * How long a test waits for what must come. It says nothing of how soon that comes, which is the machine's affair: only what never comes is waited for so long.
 */
public final class Patience {

    public static final Duration LONG = Duration.ofMinutes(5);

    private Patience() {}
}
