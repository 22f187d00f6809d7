package org.slotkeeper.redis.connection;

import org.slotkeeper.domain.party.OdsCode;

/**
 * Redis cannot be asked now: it is away, or there is too much to ask. What was asked may have been
 * done or not.
 */
public final class RedisAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isCold;

    RedisAway(String message) {
        this(message, false);
    }

    private RedisAway(String message, boolean isCold) {
        // Where it was thrown says nothing, and in an outage there are many.
        super(message, null, false, false);
        this.isCold = isCold;
    }

    public static RedisAway stillCold(OdsCode practice) {
        return new RedisAway("the inventory of " + practice + " is still cold", true);
    }

    /** Whether Redis did answer, but did not know the practice even after it had been filled. */
    public boolean isCold() {
        return isCold;
    }
}
