package org.slotkeeper.booking;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slotkeeper.booking.spi.SeatDesk;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.SettleLeases;
import org.slotkeeper.reconcile.spi.SeatLeases;

/** Does at once what it is left with, over the models of both stores. */
public class PromptDesk implements SeatDesk {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final SeatLeases leases;
    private final SettleLeases settling;
    private final Clock clock;

    public PromptDesk(SeatLeases leases, InMemoryLedger ledger, Clock clock) {
        this.leases = leases;
        this.settling = new SettleLeases(
                leases, new SeatOwners(seats -> Future.succeededFuture(ownedIn(ledger, seats))), clock);
        this.clock = clock;
    }

    @Override
    public Future<SeatMark> mark(SeatMark unmarked) {
        return leases.mark(unmarked, LEASE, clock.instant());
    }

    @Override
    public void freed(SeatMark mark) {
        atOnce(leases.freed(mark, clock.instant()).compose(settling::settle));
    }

    @Override
    public void ask(SeatMark mark) {
        atOnce(leases.ask(mark, clock.instant()).compose(settling::settle));
    }

    /** A mark's lease ends. */
    @Override
    public void unknown(SeatMark mark) {}

    @Override
    public void recorded(AppointmentId claim, Instant since) {
        atOnce(leases.arrived(List.of(new SeatLeases.Arrived(claim, since))));
    }

    @Override
    public void isBehind(OdsCode practice) {
        throw new AssertionError("the inventory of " + practice + " is behind");
    }

    /** Asks the ledger about all leases that have ended. */
    public void settleEnded(OdsCode practice) {
        atOnce(settling.settleEnded(List.of(practice)));
    }

    private static Set<SeatId> ownedIn(InMemoryLedger ledger, List<SeatId> seats) {
        return seats.stream().filter(ledger::isOccupied).collect(Collectors.toSet());
    }

    private static void atOnce(Future<?> done) {
        if (!done.succeeded()) {
            throw new AssertionError("not done at once", done.cause());
        }
    }
}
