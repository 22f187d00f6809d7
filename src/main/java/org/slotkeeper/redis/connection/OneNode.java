package org.slotkeeper.redis.connection;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** A Redis that is no cluster: one name, whatever process answers to it. */
record OneNode(NodeAddress node) implements Topology {

    @Override
    public Future<Void> learned() {
        return Future.succeededFuture();
    }

    @Override
    public Optional<NodeAddress> ownerOf(int slot) {
        return Optional.of(node);
    }

    @Override
    public List<NodeAddress> masters() {
        return List.of(node);
    }

    /** The lane itself knows it. */
    @Override
    public Optional<RedisAway> whyUnknown() {
        return Optional.empty();
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    /**
     * Only nodes of a cluster say so: then the configuration names too little, and the call fails
     * with what it was told.
     */
    @Override
    public void moved(int slot, NodeAddress owner) {}

    /** The lane itself comes back to the name, and asks again who has it. */
    @Override
    public void doubted() {}

    @Override
    public void close() {}
}
