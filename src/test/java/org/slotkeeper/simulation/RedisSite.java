package org.slotkeeper.simulation;

import io.vertx.core.Future;
import org.slotkeeper.booking.InMemorySlotInventory;
import org.slotkeeper.booking.InMemorySlotInventory.Snapshot;

/** Redis as its engines find it: the process that is the master now, and perhaps an old one that does not know that it is not. */
final class RedisSite {

    private static final int LIVES_OF_ONE = 10;

    private final World world;
    private final Plant plant;
    private RedisNode master;
    private Snapshot remembered;
    private int nodes;
    private boolean isAway;

    RedisSite(World world, Plant plant) {
        this.world = world;
        this.plant = plant;
        this.master = new RedisNode(LIVES_OF_ONE);
        this.remembered = master.inventory.snapshot();
    }

    /** One process with one life: the model of the inventory. Whoever is connected to it when it ends has to connect anew. */
    static final class RedisNode {
        private final InMemorySlotInventory inventory;
        private final String life;
        private boolean isGone;

        private RedisNode(int firstLife) {
            this(firstLife, new InMemorySlotInventory(firstLife));
        }

        private RedisNode(int life, InMemorySlotInventory inventory) {
            this.inventory = inventory;
            this.life = "life " + life;
            inventory.warmBy(practice -> Future.failedFuture(StoreAway.COLD));
        }

        private static RedisNode restored(int life, Snapshot memory) {
            InMemorySlotInventory inventory = new InMemorySlotInventory(life - 1);
            inventory.restore(memory);
            return new RedisNode(life, inventory);
        }

        String life() {
            return life;
        }

        InMemorySlotInventory inventory() {
            return inventory;
        }

        boolean isGone() {
            return isGone;
        }
    }

    RedisNode master() {
        return master;
    }

    boolean isThere() {
        return !isAway;
    }

    void goAway() {
        isAway = true;
    }

    void comeBack() {
        isAway = false;
    }

    /** What would come back from a snapshot or a replica that is not told more from now on. */
    void remember() {
        remembered = master.inventory.snapshot();
    }

    /** The process is started again and knows nothing. */
    void empty() {
        replace(new RedisNode(nextLife()), true);
        world.met(Sometimes.MEMORY_EMPTIED);
    }

    /** The process is started again and knows what it knew a while ago. */
    void restore() {
        replace(RedisNode.restored(nextLife(), remembered), true);
        world.met(Sometimes.MEMORY_RESTORED);
    }

    /** A replica that lags takes over. */
    void failOver(boolean isOldOneGone) {
        replace(RedisNode.restored(nextLife(), remembered), isOldOneGone);
        world.met(Sometimes.MEMORY_OF_A_REPLICA);
    }

    private int nextLife() {
        nodes++;
        return plant.believesAnyLife() ? LIVES_OF_ONE : LIVES_OF_ONE + nodes * LIVES_OF_ONE;
    }

    private void replace(RedisNode next, boolean isOldOneGone) {
        master.isGone = isOldOneGone;
        master = next;
        world.trace().note(30, nodes, () -> "redis is now " + next.life);
    }
}
