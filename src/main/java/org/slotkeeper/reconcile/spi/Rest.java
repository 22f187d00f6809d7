package org.slotkeeper.reconcile.spi;

import io.vertx.core.Future;
import java.time.Duration;

/** Lets time pass between two looks. */
@FunctionalInterface
public interface Rest {

    /** Done when this time has passed. */
    Future<Void> rest(Duration time);
}
