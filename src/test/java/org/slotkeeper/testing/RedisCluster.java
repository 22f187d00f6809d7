package org.slotkeeper.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slotkeeper.standalone.EmbeddedRedis;
import org.slotkeeper.standalone.RedisAddress;
import org.slotkeeper.standalone.StoreNotStarted;

/** A Redis Cluster of real processes on this machine: three masters, each with a replica or without. All processes end with it. */
public final class RedisCluster implements AutoCloseable {

    public static final int MASTERS = 3;

    private static final int SLOTS = 16_384;
    private static final int STARTS_MAX = 20;
    private static final int RUNS_AT_ONCE = 16;
    /** What a node of an earlier cluster knew is not for this one. */
    private static final AtomicInteger CONFIGS = new AtomicInteger();

    private static final Duration POLL = Duration.ofMillis(50);

    private final Path directory;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Integer, Node> moved = new HashMap<>();

    /** One process of the cluster. */
    public static final class Node {
        private final EmbeddedRedis redis;
        private final Path home;
        private final String id;

        private Node(EmbeddedRedis redis, Path home) {
            this.redis = redis;
            this.home = home;
            this.id = RedisTalk.say(redis.address(), "CLUSTER", "MYID").get(0);
        }

        public RedisAddress address() {
            return redis.address();
        }

        public List<String> say(String... words) {
            return RedisTalk.say(redis.address(), words);
        }

        /** A field of what the process says of itself. */
        public String info(String section, String name) {
            return field(say("INFO", section), name);
        }

        private ProcessHandle process() {
            try {
                String pid = Files.readString(home.resolve("redis/redis.pid")).strip();
                return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
    }

    private RedisCluster(Path directory) {
        this.directory = directory;
    }

    /** The one of this JVM, of three masters without replicas, as the tests before left it: all slots are served, and the tests use practices of their own. Nobody closes it. */
    public static RedisCluster shared() {
        return Shared.CLUSTER;
    }

    private static final class Shared {
        static final RedisCluster CLUSTER = endingWithTheJvm(start(MASTERS));

        private static RedisCluster endingWithTheJvm(RedisCluster cluster) {
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            return cluster;
        }
    }

    /** Three masters and a replica of each. */
    public static RedisCluster withReplicas() {
        return start(2 * MASTERS);
    }

    public static RedisCluster withoutReplicas() {
        return start(MASTERS);
    }

    private static RedisCluster start(int nodeCount) {
        for (int run = 0; ; run++) {
            RedisCluster cluster = new RedisCluster(Fork.directory("cluster", run));
            try {
                cluster.startNodes(nodeCount);
                cluster.join();
                return cluster;
            } catch (RuntimeException cause) {
                cluster.close();
                if (!(cause instanceof StoreNotStarted) || !isInUse(cause) || run == RUNS_AT_ONCE) {
                    throw cause;
                }
            }
        }
    }

    private static boolean isInUse(RuntimeException cause) {
        return String.valueOf(cause.getMessage()).contains("in use by another running Slotkeeper");
    }

    private void startNodes(int count) {
        int startsLeft = STARTS_MAX;
        while (nodes.size() < count) {
            Path home = directory.resolve("node" + nodes.size());
            try {
                nodes.add(new Node(EmbeddedRedis.start(home, settings()), home));
            } catch (StoreNotStarted refused) {
                // The nodes talk over a second port, 10,000 above the first, which may be taken or past the last one.
                if (startsLeft-- == 0 || isInUse(refused)) {
                    throw refused;
                }
            }
        }
    }

    private static Map<String, String> settings() {
        return Map.of(
                "cluster-enabled", "yes",
                "cluster-config-file",
                        "nodes-" + ProcessHandle.current().pid() + '-' + CONFIGS.incrementAndGet() + ".conf",
                "cluster-node-timeout", "1500",
                "cluster-replica-validity-factor", "0",
                "repl-diskless-sync", "yes",
                "repl-diskless-sync-delay", "0");
    }

    private void join() {
        for (int at = 0; at < nodes.size(); at++) {
            nodes.get(at).say("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(at + 1));
        }
        for (int at = 0; at < MASTERS; at++) {
            addSlots(nodes.get(at), at * SLOTS / MASTERS, (at + 1) * SLOTS / MASTERS);
        }
        RedisAddress first = nodes.get(0).address();
        nodes.stream()
                .skip(1)
                .forEach(node -> node.say("CLUSTER", "MEET", first.host(), Integer.toString(first.port())));
        until(() -> nodes.stream().allMatch(this::knowsAll));
        for (int at = MASTERS; at < nodes.size(); at++) {
            nodes.get(at).say("CLUSTER", "REPLICATE", nodes.get(at - MASTERS).id);
        }
        until(() -> nodes.stream().skip(MASTERS).allMatch(node -> node.info("replication", "master_link_status")
                .equals("up")));
        until(() -> nodes.stream().allMatch(node -> replicasKnownTo(node) == nodes.size() - MASTERS));
    }

    private static void addSlots(Node node, int from, int to) {
        List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
        IntStream.range(from, to).mapToObj(Integer::toString).forEach(words::add);
        node.say(words.toArray(String[]::new));
    }

    private boolean knowsAll(Node node) {
        List<String> info = node.say("CLUSTER", "INFO");
        return field(info, "cluster_state").equals("ok")
                && field(info, "cluster_known_nodes").equals(Integer.toString(nodes.size()));
    }

    private static long replicasKnownTo(Node node) {
        return node.say("CLUSTER", "NODES")
                .get(0)
                .lines()
                .filter(line -> line.contains("slave "))
                .count();
    }

    private static String field(List<String> info, String name) {
        return info.get(0)
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static void until(Callable<Boolean> holds) {
        await().pollDelay(Duration.ZERO).pollInterval(POLL).until(holds);
    }

    /** Where the cluster can be found: all nodes, {@code host:port}. */
    public List<String> seeds() {
        return nodes.stream()
                .map(node -> node.address().host() + ':' + node.address().port())
                .toList();
    }

    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** The master that serves a slot, as far as it was put there from here: not after a failover. */
    public Node ownerOf(int slot) {
        return moved.getOrDefault(slot, firstOwnerOf(slot));
    }

    private Node firstOwnerOf(int slot) {
        return nodes.get(IntStream.range(0, MASTERS)
                .filter(at -> slot < (at + 1) * SLOTS / MASTERS)
                .findFirst()
                .orElseThrow());
    }

    /** Another master than this one. */
    public Node otherThan(Node node) {
        return nodes.get((nodes.indexOf(node) + 1) % MASTERS);
    }

    public Node replicaOf(Node master) {
        return nodes.get(nodes.indexOf(master) + MASTERS);
    }

    /** From now on a slot is on its way from one master to another. */
    public void beginMove(int slot, Node from, Node to) {
        to.say("CLUSTER", "SETSLOT", Integer.toString(slot), "IMPORTING", from.id);
        from.say("CLUSTER", "SETSLOT", Integer.toString(slot), "MIGRATING", to.id);
    }

    public void moveKeys(Node from, Node to, List<String> keys) {
        List<String> words = new ArrayList<>(List.of(
                "MIGRATE", to.address().host(), Integer.toString(to.address().port()), "", "0", "5000", "KEYS"));
        words.addAll(keys);
        from.say(words.toArray(String[]::new));
    }

    public List<String> keys(Node node, int slot) {
        return node.say("CLUSTER", "GETKEYSINSLOT", Integer.toString(slot), "10000");
    }

    /** Moves what is left of a slot, and tells all masters who has it now. */
    public void endMove(int slot, Node from, Node to) {
        for (List<String> keys = keys(from, slot); !keys.isEmpty(); keys = keys(from, slot)) {
            moveKeys(from, to, keys);
        }
        moved.put(slot, to);
        Stream.concat(Stream.of(to, from), nodes.stream().limit(MASTERS).filter(node -> node != to && node != from))
                .forEach(node -> node.say("CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", to.id));
    }

    /** Ends a process as a failing machine would. */
    public void kill(Node node) {
        ProcessHandle process = node.process();
        boolean unused = process.destroyForcibly();
        until(() -> !process.isAlive());
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.redis.close());
        if (nodes.isEmpty() || !Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
