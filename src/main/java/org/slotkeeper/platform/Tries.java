package org.slotkeeper.platform;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again, after a rest, what has failed: for work that may be done twice, and that nobody
 * waits for who has a deadline. Once one piece of work has failed as often as it may, nothing is
 * tried again any more: what is away then is away for all of it. Safe to be shared by event loops.
 */
public final class Tries {

    private static final Logger LOG = LoggerFactory.getLogger(Tries.class);

    private final int most;
    private final Supplier<Future<Void>> rest;
    private volatile boolean isGivenUp;

    /**
     * @param most how often one piece of work is done, at least 1
     * @param rest done when it is time for the next try
     */
    public Tries(int most, Supplier<Future<Void>> rest) {
        if (most < 1) {
            throw new IllegalArgumentException("what is never tried is never done: " + most);
        }
        this.most = most;
        this.rest = rest;
    }

    /** The first success, or the last failure. Work that throws has failed. */
    public <T> Future<T> of(Supplier<Future<T>> work) {
        return tryOnce(work, 1);
    }

    private <T> Future<T> tryOnce(Supplier<Future<T>> work, int nth) {
        return Future.succeededFuture()
                .compose(begun -> work.get())
                .recover(cause -> isLast(nth) ? Future.failedFuture(cause) : tryAgain(work, nth, cause));
    }

    private boolean isLast(int nth) {
        if (nth >= most) {
            isGivenUp = true;
        }
        return isGivenUp;
    }

    private <T> Future<T> tryAgain(Supplier<Future<T>> work, int nth, Throwable cause) {
        LOG.atWarn().addKeyValue("cause", String.valueOf(cause)).log("failed, will be tried again");
        return rest.get().compose(rested -> tryOnce(work, nth + 1));
    }
}
