package org.slotkeeper.redis.connection;

/** Hears from the lanes of all event loops, on any of their threads. */
interface LaneWatcher {

    /** A lane leads to a master in this life. */
    void met(NodeAddress node, String life);

    /** A lane's node was lost, or is still away when somebody asks. */
    void missed(NodeAddress node);
}
