package org.slotkeeper.redis.connection;

import org.slotkeeper.domain.party.OdsCode;

/**
 * Redis cannot be asked now: it is away, or there is too much to ask. What was asked may have been
 * done or not.
 */
public final class RedisAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private enum Kind {
        AWAY,
        COLD,
        DENIED,
        UNUSABLE
    }

    private final Kind kind;

    RedisAway(String message) {
        this(message, Kind.AWAY);
    }

    private RedisAway(String message, Kind kind) {
        // Where it was thrown says nothing, and in an outage there are many.
        super(message, null, false, false);
        this.kind = kind;
    }

    static RedisAway denied(String message) {
        return new RedisAway(message, Kind.DENIED);
    }

    static RedisAway unusable(String message) {
        return new RedisAway(message, Kind.UNUSABLE);
    }

    /** Whether Redis is there and well, and not for us: it will not be by itself. */
    public boolean isDenied() {
        return kind == Kind.DENIED;
    }

    /** Whether it can never be reached as it is configured. */
    public boolean isUnusable() {
        return kind == Kind.UNUSABLE;
    }

    /** Whether waiting helps. */
    boolean maySettle() {
        return !isDenied() && !isUnusable();
    }

    public static RedisAway stillCold(OdsCode practice) {
        return new RedisAway("the inventory of " + practice + " is still cold", Kind.COLD);
    }

    /** Whether Redis did answer, but did not know the practice even after it had been filled. */
    public boolean isCold() {
        return kind == Kind.COLD;
    }
}
