package org.slotkeeper;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.booking.spi.NewsDesk;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.publishing.spi.InventoryNews;
import org.slotkeeper.reconcile.spi.Warmer;

/** Leaves publishing's news where booking's goes, and has a practice filled anew when the inventory is behind. */
record PublishingNews(NewsDesk desk, Warmer warmer) implements InventoryNews {

    private static final Logger LOG = LoggerFactory.getLogger(PublishingNews.class);

    @Override
    public void leave(SeatNews news) {
        desk.leave(news);
    }

    @Override
    public void isBehind(OdsCode practice) {
        // If this fails too, the inventory's older version makes the next claim fill the practice.
        var unused = warmer.warm(practice).onFailure(cause -> LOG.atWarn()
                .addKeyValue("practice", practice)
                .setCause(cause)
                .log("inventory stays behind what was published"));
    }
}
