package org.slotkeeper.redis;

/** Redis cannot be asked now: it is away, or there is too much to ask. What was asked may have been done or not. */
public final class RedisAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisAway(String message) {
        // Where it was thrown says nothing, and in an outage there are many.
        super(message, null, false, false);
    }
}
