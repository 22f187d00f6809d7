package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill;

/** How one engine fills the inventory and finds what is doubtful in it, over its lane. */
final class RefillPort implements InventoryRefill {

    private final World world;
    private final Lane lane;

    RefillPort(World world, Lane lane) {
        this.world = world;
        this.lane = lane;
    }

    @Override
    public Future<String> life(OdsCode practice) {
        return lane.send("life", (memory, life) -> life);
    }

    @Override
    public Future<Void> fill(Filling filling) {
        return lane.send("fill", (memory, life) -> {
                    boolean isFilled = memory.fill(life, filling);
                    if (!isFilled) {
                        world.met(Sometimes.FILL_CAME_LATE);
                    }
                    return isFilled;
                })
                .mapEmpty();
    }

    @Override
    public Future<Set<OdsCode>> warmOf(List<OdsCode> practices) {
        return lane.send("warm", (memory, life) -> memory.isWarm(life) ? Set.copyOf(practices) : Set.of());
    }

    @Override
    public Future<List<Suspect>> suspects(OdsCode practice, Instant now) {
        return lane.send("suspects", (memory, life) -> memory.suspects(now).stream()
                .map(some -> new Suspect(some.day(), some.seen(practice)))
                .toList());
    }
}
