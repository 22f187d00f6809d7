package org.slotkeeper.redis.connection;

import org.slotkeeper.domain.party.OdsCode;

/**
 * Redis cannot be asked now: it is away, or there is too much to ask. What was asked may have been
 * done or not.
 */
public final class RedisAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isCold;
    private final boolean isDenied;

    RedisAway(String message) {
        this(message, false, false);
    }

    private RedisAway(String message, boolean isCold, boolean isDenied) {
        // Where it was thrown says nothing, and in an outage there are many.
        super(message, null, false, false);
        this.isCold = isCold;
        this.isDenied = isDenied;
    }

    static RedisAway denied(NodeAddress node, Throwable cause) {
        return new RedisAway(
                "Redis at " + node + " does not let us in (" + cause.getMessage()
                        + "): set redis.user and redis.password, or give that user the rights that it needs",
                false,
                true);
    }

    /** Whether Redis is there and well, and not for us: it will not be by itself. */
    public boolean isDenied() {
        return isDenied;
    }

    public static RedisAway stillCold(OdsCode practice) {
        return new RedisAway("the inventory of " + practice + " is still cold", true, false);
    }

    /** Whether Redis did answer, but did not know the practice even after it had been filled. */
    public boolean isCold() {
        return isCold;
    }
}
