package org.slotkeeper.redis.connection;

import io.vertx.redis.client.Command;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.StoreMeter;

/**
 * The meters of scripts and commands, looked up by name once. Commands that are not among ours
 * share one.
 */
final class RedisMeters {

    private final Map<LuaScript, StoreMeter> scripts = new EnumMap<>(LuaScript.class);
    private final Map<Command, StoreMeter> commands;
    private final StoreMeter others;
    private final StoreMeter mapRefresh;
    private final StoreMeter sentOn;
    private final StoreMeter triedAgain;

    RedisMeters(Meters meters) {
        for (LuaScript script : LuaScript.values()) {
            scripts.put(script, meters.storeCall(Meters.Store.REDIS, script.label()));
        }
        this.commands = Map.of(
                Command.PING, meters.storeCall(Meters.Store.REDIS, "ping"),
                Command.CLUSTER, meters.storeCall(Meters.Store.REDIS, "cluster"),
                Command.INFO, meters.storeCall(Meters.Store.REDIS, "info"),
                Command.HMGET, meters.storeCall(Meters.Store.REDIS, "hmget"),
                Command.MGET, meters.storeCall(Meters.Store.REDIS, "mget"),
                Command.HGETALL, meters.storeCall(Meters.Store.REDIS, "hgetall"));
        this.others = meters.storeCall(Meters.Store.REDIS, "other");
        this.mapRefresh = meters.storeCall(Meters.Store.REDIS, "cluster_map");
        this.sentOn = meters.storeCall(Meters.Store.REDIS, "sent_on");
        this.triedAgain = meters.storeCall(Meters.Store.REDIS, "tried_again");
    }

    StoreMeter of(LuaScript script) {
        return Objects.requireNonNull(scripts.get(script));
    }

    StoreMeter of(Command command) {
        return commands.getOrDefault(command, others);
    }

    /** Questions for the map of the cluster. */
    StoreMeter mapRefresh() {
        return mapRefresh;
    }

    /** Commands that a node of the cluster sent on to another one. */
    StoreMeter sentOn() {
        return sentOn;
    }

    /** Commands that met a practice on its way from node to node. */
    StoreMeter triedAgain() {
        return triedAgain;
    }
}
