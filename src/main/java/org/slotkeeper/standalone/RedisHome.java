package org.slotkeeper.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Redis' files in the data directory: its settings, its pid and its log, and nothing that it would
 * remember.
 */
final class RedisHome {
    static final String STORE = "redis";
    private static final int STOP_SECONDS = 5;
    private static final List<String> STOP_SIGNALS = List.of("TERM");

    private final Path root;

    RedisHome(Path root) {
        this.root = root;
    }

    Path directory() {
        return root.resolve(STORE);
    }

    Path log() {
        return root.resolve("redis.log");
    }

    Path configuration() {
        return directory().resolve("redis.conf");
    }

    private Path pidFile() {
        return directory().resolve("redis.pid");
    }

    /**
     * Makes the directory; a pid file of an earlier run goes, since Redis would not say that it
     * cannot replace it.
     */
    void prepare(DataDirectory data, StoreUser user) {
        Path made = data.make(STORE, user);
        try {
            boolean unused = Files.deleteIfExists(pidFile());
        } catch (IOException cause) {
            throw new StoreNotStarted("cannot remove the stale pid file in " + made + ": " + cause, cause);
        }
    }

    void write(StoreUser user, RedisAddress address, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("bind", address.host());
        all.put("port", Integer.toString(address.port()));
        all.put("protected-mode", "yes");
        all.put("dir", quoted(directory()));
        all.put("pidfile", quoted(pidFile()));
        // The title keeps the path of this file, by which a later run knows an orphan of ours.
        all.put("set-proc-title", "no");
        all.put("daemonize", "no");
        // The ledger refills the inventory: writing it down would only cost a pause now and then.
        all.put("save", "\"\"");
        all.put("appendonly", "no");
        all.put("maxmemory-policy", "noeviction");
        all.put("databases", "1");
        all.put("loglevel", "notice");
        all.putAll(settings);
        StringBuilder text = new StringBuilder("# Written by Slotkeeper at each start: changes made here are lost.\n");
        all.forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
        try {
            user.own(Files.writeString(configuration(), text));
        } catch (IOException cause) {
            throw new StoreNotStarted("cannot write Redis' settings into " + directory() + ": " + cause, cause);
        }
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * Redis writes its pid file once it listens; asking earlier might ask somebody else's server.
     */
    boolean isRunning() {
        return running().isPresent();
    }

    /** Stops the Redis that runs on these files, if one does: ours, or an orphan. */
    void stop() {
        running().ifPresent(store -> store.stop(STOP_SIGNALS, STOP_SECONDS));
    }

    private Optional<RunningStore> running() {
        return RunningStore.find(pidFile(), configuration().toString());
    }
}
