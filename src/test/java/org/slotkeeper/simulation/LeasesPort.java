package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.SeatLeases;

/** How one engine puts and ends leases, over its lane. What it says may come late once more, from an engine that stood still with it in its hands. */
final class LeasesPort implements SeatLeases {

    private static final int AGAIN_ONE_IN = 8;

    private final World world;
    private final Lane lane;

    LeasesPort(World world, Lane lane) {
        this.world = world;
        this.lane = lane;
    }

    @Override
    public Future<SeatMark> mark(SeatMark seats, Duration lease, Instant now) {
        return lane.send("mark", node -> node.inventory().mark(seats, lease, now));
    }

    @Override
    public Future<List<Lease>> freed(SeatMark mark, Instant now) {
        return oncePerhapsTwice("freed", node -> node.inventory().freed(mark, now));
    }

    @Override
    public Future<List<Lease>> ask(SeatMark mark, Instant now) {
        return lane.send("ask", node -> node.inventory().ask(mark, now));
    }

    @Override
    public Future<Void> arrived(List<Arrived> claims) {
        return oncePerhapsTwice("arrived", node -> node.inventory().arrived(claims));
    }

    @Override
    public Future<List<Lease>> ended(OdsCode practice, Instant now, int countMax) {
        return lane.send("ended", node -> node.inventory().ended(practice, now, countMax));
    }

    @Override
    public Future<Integer> settle(OdsCode practice, List<Lease> leases, Set<SeatId> owned, Instant now) {
        return oncePerhapsTwice("settle", node -> node.inventory().settle(practice, leases, owned, now))
                .onSuccess(settled -> note(leases, owned, settled));
    }

    private void note(List<Lease> leases, Set<SeatId> owned, int settled) {
        if (settled < leases.size()) {
            world.met(Sometimes.LEASE_WAS_ANOTHER);
        }
        if (settled > 0) {
            boolean isBooked = leases.stream().anyMatch(lease -> owned.contains(lease.seat()));
            world.met(isBooked ? Sometimes.LEASE_WAS_BOOKED : Sometimes.LEASE_WAS_FREE);
        }
    }

    private <T> Future<T> oncePerhapsTwice(
            String what, java.util.function.Function<RedisSite.RedisNode, Future<T>> script) {
        if (world.hasFaults() && world.dice().oneIn(AGAIN_ONE_IN)) {
            long late = world.dice().between(1, world.options().latenessMax());
            world.agenda().at(world.agenda().now() + late, () -> lane.send(what, script)
                    .onFailure(away -> {}));
        }
        return lane.send(what, script);
    }
}
