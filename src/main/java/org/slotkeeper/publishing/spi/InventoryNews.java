package org.slotkeeper.publishing.spi;

import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;

/** Where publishing leaves what the inventory must hear of sooner or later, and no caller waits for. */
public interface InventoryNews {

    void leave(SeatNews news);

    /** The inventory could not be told of a new version of the practice's book: it is to be filled anew. */
    void isBehind(OdsCode practice);
}
