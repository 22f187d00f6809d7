package org.slotkeeper.redis;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;

/**
 * What a process of Redis says of itself.
 *
 * @param life names the process and its data: another process, and a process that was promoted or took over another's data, has another one
 * @param isMaster whether it takes writes
 * @param isLoading whether it is still reading its data, or another's
 */
record NodeState(String life, boolean isMaster, boolean isLoading) {

    static Request question() {
        return Request.cmd(Command.INFO);
    }

    static NodeState of(Response info) {
        Map<String, String> fields = fields(info);
        return new NodeState(
                field(fields, "run_id") + '/' + field(fields, "master_replid"),
                field(fields, "role").equals("master"),
                field(fields, "loading").equals("1"));
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
