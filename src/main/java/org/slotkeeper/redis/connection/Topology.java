package org.slotkeeper.redis.connection;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Which node serves which practice: the same for all event loops of a process, asked from any
 * thread.
 */
interface Topology {

    /** Done when it is known, or when it could not be learned at the first try. */
    Future<Void> learned();

    /** The master that is thought to serve a slot. */
    Optional<NodeAddress> ownerOf(int slot);

    /** All masters that serve slots. */
    List<NodeAddress> masters();

    /** Why nothing is known of any node, as far as the last question for it came to an end. */
    Optional<RedisAway> whyUnknown();

    /** Whether every slot has a node that serves it, as far as is known here. */
    boolean isWhole();

    /** A node has said that another one serves a slot now. */
    void moved(int slot, NodeAddress owner);

    /** What is known here may be of yesterday. */
    void doubted();

    void close();
}
