package org.slotkeeper.simulation;

/** Redis as its engines find it: the process that is the master now, and perhaps an old one that does not know that it is not. */
final class RedisSite {

    private final World world;
    private RedisNode master;
    private RedisMemory remembered = new RedisMemory();
    private int lives;
    private boolean isAway;

    RedisSite(World world) {
        this.world = world;
        this.master = new RedisNode(nextLife(), new RedisMemory());
    }

    /** One process. Whoever is connected to it when it ends has to connect anew. */
    static final class RedisNode {
        private final String life;
        private final RedisMemory memory;
        private boolean isGone;

        private RedisNode(String life, RedisMemory memory) {
            this.life = life;
            this.memory = memory;
        }

        String life() {
            return life;
        }

        RedisMemory memory() {
            return memory;
        }

        boolean isGone() {
            return isGone;
        }
    }

    private String nextLife() {
        return "life-" + ++lives;
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
        remembered = master.memory.copy();
    }

    /** The process is started again and knows nothing. */
    void empty() {
        replace(new RedisMemory(), true);
        world.met(Sometimes.MEMORY_EMPTIED);
    }

    /** The process is started again and knows what it knew a while ago. */
    void restore() {
        replace(remembered.copy(), true);
        world.met(Sometimes.MEMORY_RESTORED);
    }

    /** A replica that lags takes over. */
    void failOver(boolean isOldOneGone) {
        replace(remembered.copy(), isOldOneGone);
        world.met(Sometimes.MEMORY_OF_A_REPLICA);
    }

    private void replace(RedisMemory memory, boolean isOldOneGone) {
        master.isGone = isOldOneGone;
        master = new RedisNode(nextLife(), memory);
        world.trace().note(30, lives, () -> "redis is now " + master.life);
    }
}
