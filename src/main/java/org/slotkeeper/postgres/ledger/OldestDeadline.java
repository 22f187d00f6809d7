package org.slotkeeper.postgres.ledger;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Says when the first of many deadlines has come, with one timer for all of them. It is told of no
 * deadline that has become needless: whoever hears looks for himself, and names those that are
 * left.
 */
final class OldestDeadline {

    private static final long NONE = -1;
    /** No timer runs for longer, however far away the deadline is. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Clock clock;
    private final Runnable hasCome;
    private Instant awaited = Instant.MAX;
    private long timer = NONE;

    /** @param hasCome on the event loop that awaits; it may be called before the time, too */
    OldestDeadline(Vertx vertx, Clock clock, Runnable hasCome) {
        this.vertx = vertx;
        this.clock = clock;
        this.hasCome = hasCome;
    }

    void await(Instant deadline) {
        if (timer != NONE && !deadline.isBefore(awaited)) {
            return;
        }
        if (timer != NONE) {
            boolean unusedWasThere = vertx.cancelTimer(timer);
        }
        Instant now = clock.instant();
        Duration left = deadline.isBefore(now.plus(LOOK_AGAIN)) ? Duration.between(now, deadline) : LOOK_AGAIN;
        awaited = deadline;
        timer = vertx.setTimer(Math.max(1, left.toMillis()), due -> {
            timer = NONE;
            hasCome.run();
        });
    }
}
