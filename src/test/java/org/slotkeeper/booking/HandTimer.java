package org.slotkeeper.booking;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slotkeeper.booking.spi.TimeLimit;

/** Time limits that are over when a test says so. */
public final class HandTimer implements TimeLimit {

    private final List<Waiting> waiting = new ArrayList<>();

    private static final class Waiting {
        private final Promise<?> outcome;
        private Duration left;

        private Waiting(Promise<?> outcome, Duration left) {
            this.outcome = outcome;
            this.left = left;
        }
    }

    @Override
    public <T> Future<T> within(Duration time, Future<T> work) {
        if (work.isComplete()) {
            return work;
        }
        Promise<T> outcome = Promise.promise();
        waiting.add(new Waiting(outcome, time));
        var unused = work.onComplete(ended -> {
            boolean unusedFlag =
                    ended.succeeded() ? outcome.tryComplete(ended.result()) : outcome.tryFail(ended.cause());
        });
        return outcome.future();
    }

    /** So much time passes. */
    public void pass(Duration time) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting one = all.next();
            one.left = one.left.minus(time);
            if (one.left.isZero() || one.left.isNegative()) {
                all.remove();
                boolean unusedFlag = one.outcome.tryFail("nothing in time");
            }
        }
    }
}
