package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Instant;
import org.slotkeeper.booking.spi.SeatDesk;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;

/** For tests in which nothing happens that the inventory must hear of. */
final class NoDesk implements SeatDesk {

    @Override
    public Future<SeatMark> mark(SeatMark unmarked) {
        throw new AssertionError("seats of " + unmarked.practice() + " are marked");
    }

    @Override
    public void freed(SeatMark mark) {
        throw new AssertionError("seats of " + mark.practice() + " are freed");
    }

    @Override
    public void ask(SeatMark mark) {
        throw new AssertionError("seats of " + mark.practice() + " are doubted");
    }

    @Override
    public void unknown(SeatMark mark) {
        throw new AssertionError("seats of " + mark.practice() + " are doubted");
    }

    @Override
    public void recorded(AppointmentId claim, Instant since) {
        throw new AssertionError(claim + " is recorded");
    }

    @Override
    public void isBehind(OdsCode practice) {
        throw new AssertionError("the inventory of " + practice + " is behind");
    }
}
