package org.slotkeeper.redis.connection;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tries on one master all that will be asked of it: what its ACL denies would else be noticed when
 * somebody books. Each master has an ACL of its own.
 */
final class Rights {

    private static final int TAGS_MAX = 1 << 18;

    private final ConnectionSettings settings;
    private final Topology topology;

    Rights(ConnectionSettings settings, Topology topology) {
        this.settings = settings;
        this.topology = topology;
    }

    /** What is denied there, in Redis' words or by the names of commands; nothing if nothing is. */
    Future<Optional<String>> denied(RedisLane lane) {
        ScriptCall probe = new ScriptCall(LuaScript.RIGHTS).key(probe(lane.node()));
        // With its text first, from which Redis learns its name.
        return words(lane, life -> probe.byText(life, settings.keyPrefix()))
                .compose(byText -> words(lane, life -> probe.byName(life, settings.keyPrefix()))
                        .compose(byName -> others(lane).map(others -> joined(byText, byName, others))));
    }

    private Future<String> others(RedisLane lane) {
        if (!settings.isCluster()) {
            return plain(lane, Request.cmd(Command.PING));
        }
        List<Future<String>> asked = List.of(
                plain(lane, ClusterMap.question()),
                plain(lane, Request.cmd(Command.CLUSTER).arg("INFO")),
                plain(lane, Request.cmd(Command.ASKING)));
        return Future.all(asked)
                .map(all -> joined(all.<String>list().toArray(String[]::new)).orElse(""));
    }

    private static Optional<String> joined(String... denied) {
        return Optional.of(List.of(denied).stream()
                        .filter(words -> !words.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("; ")))
                .filter(words -> !words.isEmpty());
    }

    private static Future<String> plain(RedisLane lane, Request request) {
        return words(lane, life -> request, answer -> "");
    }

    private static Future<String> words(RedisLane lane, Function<String, Request> script) {
        return words(lane, script, Response::toString);
    }

    private static Future<String> words(
            RedisLane lane, Function<String, Request> request, Function<Response, String> said) {
        return lane.send(request, false).map(said).recover(cause -> switch (ErrorKind.of(cause)) {
            case DENIED -> Future.succeededFuture(String.valueOf(cause.getMessage()));
            // Its text was denied, from which it would be known.
            case UNKNOWN_SCRIPT -> Future.succeededFuture("");
            case NOT_MASTER, MOVED, ASK, TRY_AGAIN, CLUSTER_DOWN, STRAYED, FULL, OTHER, NO_ANSWER ->
                Future.failedFuture(cause);
        });
    }

    /** A key that this node has. */
    private String probe(NodeAddress node) {
        for (int tag = 0; tag < TAGS_MAX; tag++) {
            String key = "{slotkeeper-rights-" + tag + "}:x";
            int slot = HashSlot.ofKey(key.getBytes(StandardCharsets.ISO_8859_1));
            if (topology.ownerOf(slot).filter(node::equals).isPresent()) {
                return key;
            }
        }
        return "{slotkeeper-rights}:x";
    }
}
