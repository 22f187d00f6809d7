package org.slotkeeper.redis.connection;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which life each node was last met in, and who wants to hear when that changes. Asked from any
 * thread.
 */
final class Lives {

    private final Map<NodeAddress, String> lastMet = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param heard is run on an event loop, for each change once at least */
    void onNew(Runnable heard) {
        listeners.add(heard);
    }

    /** Tells a life that a node was met in; the first one is no news. */
    void met(NodeAddress node, String life) {
        String before = lastMet.put(node, life);
        if (before != null && !before.equals(life)) {
            changed();
        }
    }

    /** Practices are served by another process than before. */
    void changed() {
        listeners.forEach(Runnable::run);
    }
}
