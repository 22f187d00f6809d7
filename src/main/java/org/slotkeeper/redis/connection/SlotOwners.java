package org.slotkeeper.redis.connection;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The owner of each slot, as a node told it. Read from any thread; one slot may be set right while
 * others are read.
 */
final class SlotOwners {

    private final AtomicReferenceArray<@Nullable NodeAddress> owners = new AtomicReferenceArray<>(HashSlot.COUNT);

    /** A stretch of slots with those who have it: the master first, then its replicas. */
    record Range(int from, int to, List<NodeAddress> nodes) {

        NodeAddress master() {
            return nodes.get(0);
        }
    }

    /**
     * Reads what {@code CLUSTER SLOTS} was answered; a node that does not know its own host is at
     * the host that was asked.
     */
    static List<Range> parse(Response slots, NodeAddress asked) {
        List<Range> ranges = new ArrayList<>();
        for (Response range : slots) {
            List<NodeAddress> nodes = new ArrayList<>();
            for (int at = 2; at < range.size(); at++) {
                Response node = range.get(at);
                String host = node.get(0) == null ? "" : node.get(0).toString();
                nodes.add(new NodeAddress(host.isEmpty() || host.equals("?") ? asked.host() : host, number(node, 1)));
            }
            ranges.add(new Range(number(range, 0), number(range, 1), nodes));
        }
        return ranges;
    }

    private static int number(Response of, int at) {
        return Integer.parseInt(of.get(at).toString());
    }

    Optional<NodeAddress> ownerOf(int slot) {
        return Optional.ofNullable(owners.get(slot));
    }

    /** Whether another node had it before. */
    boolean set(int slot, NodeAddress owner) {
        NodeAddress before = owners.getAndSet(slot, owner);
        return before != null && !before.equals(owner);
    }

    /**
     * Puts all slots in the place of what was known, and says whether a slot that had an owner has
     * another now.
     */
    boolean replace(List<Range> ranges) {
        @Nullable NodeAddress[] fresh = new @Nullable NodeAddress[HashSlot.COUNT];
        for (Range range : ranges) {
            for (int slot = range.from(); slot <= range.to(); slot++) {
                fresh[slot] = range.master();
            }
        }
        boolean isChanged = false;
        for (int slot = 0; slot < HashSlot.COUNT; slot++) {
            NodeAddress now = fresh[slot];
            NodeAddress before = owners.getAndSet(slot, now);
            isChanged |= before != null && now != null && !before.equals(now);
        }
        return isChanged;
    }

    boolean isWhole() {
        for (int slot = 0; slot < HashSlot.COUNT; slot++) {
            if (owners.get(slot) == null) {
                return false;
            }
        }
        return true;
    }

    Collection<NodeAddress> masters() {
        Set<NodeAddress> masters = new LinkedHashSet<>();
        for (int slot = 0; slot < HashSlot.COUNT; slot++) {
            ownerOf(slot).ifPresent(masters::add);
        }
        return masters;
    }
}
