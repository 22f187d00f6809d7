package org.slotkeeper.publishing.spi;

import java.util.List;
import org.slotkeeper.domain.SeatNews;

/** What the ledger says to a change of a practice's book. */
public sealed interface RecordAnswer {

    /** @param news the withdrawn seats, for the inventory */
    record Recorded(int layoutVersion, List<SeatNews> news) implements RecordAnswer {
        public Recorded {
            news = List.copyOf(news);
        }
    }

    /** The book is another one by now, a seat to be withdrawn has an owner, or the request has been met: nothing was recorded, look again. */
    record Overtaken() implements RecordAnswer {}
}
