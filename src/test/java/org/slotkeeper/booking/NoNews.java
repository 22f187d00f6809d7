package org.slotkeeper.booking;

import java.time.LocalDate;
import java.util.List;
import org.slotkeeper.booking.spi.NewsDesk;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;

/** For tests in which nothing happens that the inventory must hear of. */
final class NoNews implements NewsDesk {

    @Override
    public void leave(SeatNews news) {
        throw new AssertionError("there is news of " + news.practice());
    }

    @Override
    public void doubt(OdsCode practice, LocalDate day, List<Integer> ordinals) {
        throw new AssertionError("seats of " + practice + " are doubted");
    }

    @Override
    public void isBehind(OdsCode practice) {
        throw new AssertionError("the inventory of " + practice + " is behind");
    }
}
