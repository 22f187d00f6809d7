package org.slotkeeper.booking.spi;

import java.time.LocalDate;
import java.util.List;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;

/** Where news for the inventory is left. It is delivered soon, after the caller has its answer, and again until it has arrived: nobody's booking waits for it. */
public interface NewsDesk {

    void leave(SeatNews news);

    /** The ledger has refused seats that the inventory had given: somebody should look who has them. */
    void doubt(OdsCode practice, LocalDate day, List<Integer> ordinals);

    /** The inventory knows an older book of the practice than the ledger: somebody should fill it anew. */
    void isBehind(OdsCode practice);
}
