package org.slotkeeper.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A Redis of our own as a child process, which remembers nothing: the inventory is refilled from
 * the ledger.
 *
 * <p>All methods block: call them from the main thread or a worker, never from an event loop.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final int READY_SECONDS = 20;
    private static final int PROBE_MILLIS = 500;
    private static final int INFO_BYTES_MAX = 65_536;

    private final DataDirectory data;
    private final RedisHome home;
    private final StoreProcess process;
    private final RedisAddress address;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private EmbeddedRedis(DataDirectory data, RedisHome home, StoreProcess process, RedisAddress address) {
        this.data = data;
        this.home = home;
        this.process = process;
        this.address = address;
    }

    /** Starts Redis with its files in {@code directory}. */
    public static EmbeddedRedis start(Path directory) {
        return start(directory, Map.of());
    }

    /**
     * Starts Redis with further settings, which win over ours; a Redis that a killed run left there
     * is stopped first.
     *
     * @throws StoreNotStarted with a sentence that says what to do
     */
    public static EmbeddedRedis start(Path directory, Map<String, String> settings) {
        return start(directory, settings, Machine::of);
    }

    static EmbeddedRedis start(Path directory, Map<String, String> settings, Function<Path, Machine> machines) {
        DataDirectory data = DataDirectory.claim(directory, RedisHome.STORE);
        try {
            return start(data, settings, machines.apply(data.root()));
        } catch (RuntimeException cause) {
            data.close();
            throw cause;
        }
    }

    private static EmbeddedRedis start(DataDirectory data, Map<String, String> settings, Machine machine) {
        Path program = machine.binaries().redisServer();
        RedisHome home = new RedisHome(data.root());
        home.stop();
        home.prepare(data, machine.user());
        for (int attempt = 1; ; attempt++) {
            RedisAddress address =
                    new RedisAddress(LoopbackPort.HOST, machine.freePorts().getAsInt());
            home.write(machine.user(), address, settings);
            StoreProcess.beginLog(home.log());
            try {
                return new EmbeddedRedis(data, home, launch(home, machine.user(), program, address), address);
            } catch (StoreNotStarted failure) {
                if (attempt == ATTEMPTS || !failure.isPortTaken()) {
                    throw failure;
                }
            }
        }
    }

    private static StoreProcess launch(RedisHome home, StoreUser user, Path program, RedisAddress address) {
        List<String> command = List.of(program.toString(), home.configuration().toString());
        StoreProcess process = StoreProcess.start("Redis", command, user, home.directory(), home.log());
        try {
            process.awaitReady(() -> home.isRunning() && answers(address, home), READY_SECONDS);
            return process;
        } catch (StoreNotStarted failure) {
            home.stop();
            process.destroy();
            throw failure;
        }
    }

    /**
     * Asked whose settings it runs on, because another Redis may listen on the same port of a wider
     * address.
     */
    private static boolean answers(RedisAddress address, RedisHome home) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            socket.getOutputStream().write("INFO server\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            try (InputStream answer = socket.getInputStream()) {
                String info = new String(answer.readNBytes(INFO_BYTES_MAX), StandardCharsets.UTF_8);
                return info.contains("config_file:" + home.configuration() + "\r\n");
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    public RedisAddress address() {
        return address;
    }

    /** Stops Redis; what it knew is gone. */
    @Override
    public void close() {
        // Once only: later the directory may be another run's.
        if (isClosed.compareAndSet(false, true)) {
            try {
                home.stop();
            } finally {
                process.destroy();
                data.close();
            }
        }
    }
}
