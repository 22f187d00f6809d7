package org.slotkeeper.publishing.spi;

import java.time.Instant;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;

/**
 * Where publishing says what the inventory must hear of sooner or later, and no caller waits for.
 */
public interface InventoryDesk {

    /**
     * The ledger has withdrawn a seat that was blocked for it: the block is over, and need not be
     * looked into when its lease ends.
     *
     * @param block the seat and the key of the block
     * @param since when it was blocked
     */
    void recorded(AppointmentId block, Instant since);

    /**
     * The inventory could not be told of a new version of the practice's book: it is to be filled
     * anew.
     */
    void isBehind(OdsCode practice);
}
