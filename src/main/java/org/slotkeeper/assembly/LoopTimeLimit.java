package org.slotkeeper.assembly;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slotkeeper.booking.spi.TimeLimit;

/**
 * Time limits by the timers of the event loop that asks, on which what comes of them goes on too.
 *
 * <p>{@link Future#timeout} would be shorter, but it fails what is late on the loop that the work
 * belongs to, or on a thread of Netty's own if the work belongs to none.
 */
record LoopTimeLimit(Vertx vertx) implements TimeLimit {

    @Override
    public <T> Future<T> within(Duration time, Future<T> work) {
        if (work.isComplete()) {
            return work;
        }
        Promise<T> first = Promise.promise();
        long timer =
                vertx.setTimer(time.toMillis(), late -> first.tryFail(new TimeoutException("nothing within " + time)));
        var unusedFuture = work.onComplete(ended -> {
            boolean unusedFlag = vertx.cancelTimer(timer);
            boolean unusedToo = ended.succeeded() ? first.tryComplete(ended.result()) : first.tryFail(ended.cause());
        });
        return first.future();
    }
}
