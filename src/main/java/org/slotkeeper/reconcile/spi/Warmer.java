package org.slotkeeper.reconcile.spi;

import io.vertx.core.Future;
import org.slotkeeper.domain.party.OdsCode;

/** Fills the inventory's memory of a practice from the ledger. */
@FunctionalInterface
public interface Warmer {

    /**
     * Done when the practice's inventory is true to the ledger again. Many callers at once share
     * one filling.
     */
    Future<Void> warm(OdsCode practice);
}
