package org.slotkeeper.reconcile.spi;

import io.vertx.core.Future;

/** Lets time pass between two looks. */
@FunctionalInterface
public interface Pause {

    /**
     * Done when an engine that has committed something has certainly told the inventory of it, or
     * knows that it cannot.
     */
    Future<Void> pause();
}
