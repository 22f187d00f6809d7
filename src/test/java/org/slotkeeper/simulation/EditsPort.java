package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.slotkeeper.booking.InMemorySlotInventory.Block;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.publishing.spi.SeatInventory;

/** What one engine does with the inventory when a practice publishes. */
final class EditsPort implements SeatInventory {

    private final ColdCalls calls;

    EditsPort(ColdCalls calls) {
        this.calls = calls;
    }

    @Override
    public Future<Void> open(OdsCode practice, int layoutVersion, Map<LocalDate, BitSet> newSeats) {
        return calls.askAsItIs("open", inventory -> inventory.open(practice, layoutVersion, newSeats));
    }

    @Override
    public Future<BitSet> block(OdsCode practice, LocalDate day, BitSet seats, Blocker blocker) {
        Block block = new Block(practice, day, seats, blocker.claimKey());
        return calls.ask("block", inventory -> inventory.block(block, blocker.now(), blocker.expiresAt()));
    }

    @Override
    public Future<Void> retire(
            OdsCode practice,
            int layoutVersion,
            Map<LocalDate, Map<Integer, Integer>> places,
            Duration lease,
            Instant now) {
        return calls.askAsItIs(
                "retire", inventory -> inventory.retire(practice, layoutVersion, places, now.plus(lease)));
    }

    @Override
    public Future<Void> unblock(OdsCode practice, LocalDate day, BitSet seats, String claimKey) {
        return calls.askAsItIs("unblock", inventory -> inventory.unblock(new Block(practice, day, seats, claimKey)));
    }

    @Override
    public Future<Counted> count(OdsCode practice, List<LocalDate> days, Instant now) {
        return calls.ask("count", inventory -> inventory
                .availability(practice, days, now)
                .map(known -> new Counted(
                        known.layoutVersion(),
                        days.stream()
                                .map(day -> new DayCount(day, known.on(day), inventory.held(practice, day, now)))
                                .toList())));
    }
}
