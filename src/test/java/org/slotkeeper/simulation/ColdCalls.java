package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.util.function.Function;
import org.slotkeeper.booking.InMemorySlotInventory;
import org.slotkeeper.reconcile.spi.Warmer;

/** What one engine asks the inventory over its lane. A practice that is cold is filled and asked again, as the real one does it. */
final class ColdCalls {

    private static final int WARMINGS_MAX = 2;

    private final World world;
    private final Lane lane;
    private final Warmer warmer;

    ColdCalls(World world, Lane lane, Warmer warmer) {
        this.world = world;
        this.lane = lane;
        this.warmer = warmer;
    }

    <T> Future<T> ask(String what, Function<InMemorySlotInventory, Future<T>> script) {
        return ask(what, script, WARMINGS_MAX);
    }

    private <T> Future<T> ask(String what, Function<InMemorySlotInventory, Future<T>> script, int warmingsLeft) {
        return askAsItIs(what, script).recover(cause -> {
            if (cause != StoreAway.COLD || warmingsLeft == 0) {
                return Future.failedFuture(cause);
            }
            world.met(Sometimes.OLD_LIFE_REFUSED);
            return warmer.warm(Surgery.PRACTICE).compose(warm -> ask(what, script, warmingsLeft - 1));
        });
    }

    <T> Future<T> askAsItIs(String what, Function<InMemorySlotInventory, Future<T>> script) {
        return lane.send(what, node -> script.apply(node.inventory()));
    }
}
