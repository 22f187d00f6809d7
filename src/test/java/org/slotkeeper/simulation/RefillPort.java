package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill;

/** How one engine fills the inventory, over its lane. */
final class RefillPort implements InventoryRefill {

    private final World world;
    private final Lane lane;

    RefillPort(World world, Lane lane) {
        this.world = world;
        this.lane = lane;
    }

    @Override
    public Future<String> life(OdsCode practice) {
        return lane.send("life", node -> node.inventory().life(practice));
    }

    @Override
    public Future<Boolean> fill(Filling filling) {
        return lane.send("fill", node -> {
            if (!filling.life().startsWith(node.life())) {
                world.met(Sometimes.FILL_CAME_LATE);
            }
            return node.inventory().fill(filling);
        });
    }

    @Override
    public Future<Set<OdsCode>> warmOf(List<OdsCode> practices) {
        return lane.send("warm", node -> node.inventory().warmOf(practices));
    }
}
