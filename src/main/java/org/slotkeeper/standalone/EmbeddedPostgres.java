package org.slotkeeper.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A Postgres of our own as a child process, whose commits survive what Postgres' commits survive.
 *
 * <p>All methods block: call them from the main thread or a worker, never from an event loop.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String DATABASE = "slotkeeper";
    private static final int ATTEMPTS = 5;
    private static final int READY_SECONDS = 60;

    private final DataDirectory data;
    private final PostgresCluster cluster;
    private final StoreProcess process;
    private final PostgresAddress address;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private EmbeddedPostgres(
            DataDirectory data, PostgresCluster cluster, StoreProcess process, PostgresAddress address) {
        this.data = data;
        this.cluster = cluster;
        this.process = process;
        this.address = address;
    }

    /**
     * Starts Postgres on the data of {@code directory}, which is made when it is not there; a
     * Postgres that a killed run left on that data is stopped first.
     *
     * @param chance makes the password, when there is none yet
     * @throws StoreNotStarted with a sentence that says what to do
     */
    public static EmbeddedPostgres start(Path directory, RandomGenerator chance) {
        return start(directory, chance, Machine::of);
    }

    static EmbeddedPostgres start(Path directory, RandomGenerator chance, Function<Path, Machine> machines) {
        DataDirectory data = DataDirectory.claim(directory, PostgresCluster.STORE);
        try {
            return start(data, chance, machines.apply(data.root()));
        } catch (RuntimeException cause) {
            data.close();
            throw cause;
        }
    }

    private static EmbeddedPostgres start(DataDirectory data, RandomGenerator chance, Machine machine) {
        Path programs = machine.binaries().postgres();
        PostgresCluster cluster = new PostgresCluster(data, machine.user(), programs);
        cluster.stop();
        StoreProcess.beginLog(cluster.log());
        String password = cluster.prepare(chance);
        for (int attempt = 1; ; attempt++) {
            PostgresAddress address = new PostgresAddress(
                    LoopbackPort.HOST, machine.freePorts().getAsInt(), DATABASE, PostgresCluster.USER, password);
            try {
                return new EmbeddedPostgres(data, cluster, launch(cluster, machine.user(), programs, address), address);
            } catch (StoreNotStarted failure) {
                if (attempt == ATTEMPTS || !failure.isPortTaken()) {
                    throw failure;
                }
                StoreProcess.beginLog(cluster.log());
            }
        }
    }

    private static StoreProcess launch(
            PostgresCluster cluster, StoreUser user, Path programs, PostgresAddress address) {
        List<String> command = List.of(
                programs.resolve("bin/postgres").toString(),
                "-D",
                cluster.directory().toString(),
                "-p",
                Integer.toString(address.port()));
        StoreProcess process = StoreProcess.start("Postgres", command, user, cluster.directory(), cluster.log());
        PostgresProbe probe = new PostgresProbe(address, process);
        try {
            process.awaitReady(() -> cluster.isReady() && probe.answers(), READY_SECONDS);
            probe.requireDurable(cluster.directory());
            probe.makeDatabase(DATABASE);
            return process;
        } catch (StoreNotStarted failure) {
            cluster.stop();
            process.destroy();
            throw failure;
        }
    }

    public PostgresAddress address() {
        return address;
    }

    /**
     * Ends sessions, writes everything down and stops; at worst forces it, which costs the next
     * start a recovery.
     */
    @Override
    public void close() {
        // Once only: later the directory may be another run's.
        if (isClosed.compareAndSet(false, true)) {
            try {
                cluster.stop();
            } finally {
                process.destroy();
                data.close();
            }
        }
    }
}
