package org.slotkeeper.load.audit;

import java.util.Optional;

/**
 * A time during which somebody surely had a slot: from the answer that said so until they sent word that they want it no longer, or until their hold ended. Before and after it they may have had it too.
 *
 * @param untilMillis exclusive
 */
record Ownership(String patient, String slot, String appointment, long fromMillis, long untilMillis) {

    static final long FOR_EVER = Long.MAX_VALUE;

    /** The instant from which two had it; nothing if they never surely did. */
    Optional<Long> collidesWith(Ownership other) {
        long from = Math.max(fromMillis, other.fromMillis);
        return from < Math.min(untilMillis, other.untilMillis) ? Optional.of(from) : Optional.empty();
    }
}
