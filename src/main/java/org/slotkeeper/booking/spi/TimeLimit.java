package org.slotkeeper.booking.spi;

import io.vertx.core.Future;
import java.time.Duration;

/** Ends the waiting for what can be done without. */
public interface TimeLimit {

    /**
     * The outcome of the work if it comes within this time; else a failure, and the outcome is
     * heard by nobody.
     */
    <T> Future<T> within(Duration time, Future<T> work);
}
