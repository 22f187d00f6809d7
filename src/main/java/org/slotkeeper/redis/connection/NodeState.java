package org.slotkeeper.redis.connection;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a process of Redis says of itself.
 *
 * @param life names the process and its data: another process, and a process that was promoted,
 * took over another's data or threw keys away, has another one
 * @param whyUnfit why it can be no inventory now, if it cannot
 */
record NodeState(String life, Optional<String> whyUnfit) {

    private static final String NO_EVICTION = "noeviction";

    static Request question() {
        return Request.cmd(Command.INFO);
    }

    static NodeState of(Response info) {
        Map<String, String> fields = fields(info);
        String evictions = field(fields, "evicted_keys");
        String life = field(fields, "run_id") + '/' + field(fields, "master_replid");
        return new NodeState(evictions.equals("0") ? life : life + '-' + evictions, whyUnfit(fields));
    }

    /**
     * A process that takes no writes has nothing to say of free seats either: its memory may lag,
     * or be half read.
     */
    private static Optional<String> whyUnfit(Map<String, String> fields) {
        long memoryMax = Long.parseLong(field(fields, "maxmemory"));
        String policy = field(fields, "maxmemory_policy");
        if (!field(fields, "role").equals("master")) {
            return Optional.of("is a replica");
        }
        if (field(fields, "loading").equals("1")) {
            return Optional.of("is still loading");
        }
        if (memoryMax > 0 && !policy.equals(NO_EVICTION)) {
            return Optional.of("may throw keys away: maxmemory-policy is " + policy + " and must be " + NO_EVICTION);
        }
        return memoryMax > 0 && Long.parseLong(field(fields, "used_memory")) >= memoryMax
                ? Optional.of("is full: maxmemory is " + memoryMax + " bytes")
                : Optional.empty();
    }

    static long usedMemory(Response info) {
        return Long.parseLong(field(fields(info), "used_memory"));
    }

    static int maxClients(Response info) {
        return Integer.parseInt(field(fields(info), "maxclients"));
    }

    private static Map<String, String> fields(Response info) {
        Map<String, String> fields = new HashMap<>();
        for (String line : info.toString().split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return fields;
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("Redis does not say its " + name);
        }
        return value;
    }
}
