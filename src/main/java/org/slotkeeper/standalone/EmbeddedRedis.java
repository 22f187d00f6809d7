package org.slotkeeper.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Redis of our own as a child process, which remembers nothing: the inventory is refilled from the ledger.
 *
 * <p>All methods block: call them from the main thread or a worker, never from an event loop.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final String NAME = "Redis";
    private static final int ATTEMPTS = 5;
    private static final int READY_SECONDS = 20;
    private static final int PROBE_MILLIS = 500;
    private static final int STOP_SECONDS = 5;
    private static final int INFO_BYTES_MAX = 65_536;
    private static final List<String> STOP_SIGNALS = List.of("TERM");

    private final DataDirectory data;
    private final Path directory;
    private final RedisAddress address;

    private EmbeddedRedis(DataDirectory data, Path directory, RedisAddress address) {
        this.data = data;
        this.directory = directory;
        this.address = address;
    }

    /** Starts Redis with its files in {@code directory}. */
    public static EmbeddedRedis start(Path directory) {
        return start(directory, Map.of());
    }

    /**
     * Starts Redis with further settings, which win over ours.
     *
     * @throws StoreNotStarted with a sentence that says what to do
     */
    public static EmbeddedRedis start(Path directory, Map<String, String> settings) {
        DataDirectory data = DataDirectory.claim(directory, "redis");
        try {
            return start(data, settings);
        } catch (RuntimeException cause) {
            data.close();
            throw cause;
        }
    }

    private static EmbeddedRedis start(DataDirectory data, Map<String, String> settings) {
        StoreUser user = StoreUser.of(data.root());
        Path program = Binaries.of(data.root()).redisServer();
        Path directory = data.make("redis", user);
        Path log = data.root().resolve("redis.log");
        running(directory).ifPresent(orphan -> orphan.stop(STOP_SIGNALS, STOP_SECONDS));
        for (int attempt = 1; ; attempt++) {
            StoreProcess.beginLog(log);
            RedisAddress address = new RedisAddress(LoopbackPort.HOST, LoopbackPort.free());
            write(directory, user, address, settings);
            List<String> command =
                    List.of(program.toString(), configuration(directory).toString());
            StoreProcess process = StoreProcess.start(NAME, command, user, directory, log);
            try {
                process.awaitReady(() -> answers(address, directory), READY_SECONDS);
                return new EmbeddedRedis(data, directory, address);
            } catch (StoreNotStarted failure) {
                process.destroy();
                if (attempt == ATTEMPTS || !failure.isPortTaken()) {
                    throw failure;
                }
            }
        }
    }

    private static void write(Path directory, StoreUser user, RedisAddress address, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("bind", address.host());
        all.put("port", Integer.toString(address.port()));
        all.put("protected-mode", "yes");
        all.put("dir", directory.toString());
        all.put("pidfile", pidFile(directory).toString());
        // The title keeps the path of this file, by which a later run knows an orphan of ours.
        all.put("set-proc-title", "no");
        all.put("daemonize", "no");
        all.put("save", "\"\"");
        all.put("appendonly", "no");
        all.put("maxmemory-policy", "noeviction");
        all.put("databases", "1");
        all.put("loglevel", "notice");
        all.putAll(settings);
        StringBuilder text = new StringBuilder("# Written by Slotkeeper at each start: changes made here are lost.\n");
        all.forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
        try {
            user.own(Files.writeString(configuration(directory), text));
        } catch (IOException cause) {
            throw new StoreNotStarted("cannot write Redis' settings into " + directory + ": " + cause, cause);
        }
    }

    /** Somebody else's Redis may have taken the port first, so it is asked whose settings it runs on. */
    private static boolean answers(RedisAddress address, Path directory) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            socket.getOutputStream().write("INFO server\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            try (InputStream answer = socket.getInputStream()) {
                String info = new String(answer.readNBytes(INFO_BYTES_MAX), StandardCharsets.UTF_8);
                return info.contains("config_file:" + configuration(directory));
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Path configuration(Path directory) {
        return directory.resolve("redis.conf");
    }

    private static Path pidFile(Path directory) {
        return directory.resolve("redis.pid");
    }

    private static Optional<RunningStore> running(Path directory) {
        return RunningStore.find(pidFile(directory), configuration(directory).toString());
    }

    public RedisAddress address() {
        return address;
    }

    /** Stops Redis; what it knew is gone. */
    @Override
    public void close() {
        try {
            running(directory).ifPresent(store -> store.stop(STOP_SIGNALS, STOP_SECONDS));
        } finally {
            data.close();
        }
    }
}
