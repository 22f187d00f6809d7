package org.slotkeeper.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.slotkeeper.testing.Certificate;
import org.slotkeeper.testing.Processes;

/** A Postgres of a test's own: it may be killed, stopped, started again, followed by a streaming standby, and promoted. It keeps its port. All methods block. */
public final class OwnPostgres implements AutoCloseable {

    private static final int READY_SECONDS = 60;
    private static final int STARTS_MAX = 20;

    private final DataDirectory data;
    private final Machine machine;
    private final PostgresCluster cluster;
    private final PostgresAddress address;

    private OwnPostgres(DataDirectory data, Machine machine, String password) {
        this.data = data;
        this.machine = machine;
        this.cluster =
                new PostgresCluster(data, machine.user(), machine.binaries().postgres());
        this.address = new PostgresAddress(
                LoopbackPort.HOST, LoopbackPort.free(), "slotkeeper", PostgresCluster.USER, password);
    }

    /** @param root an empty directory */
    public static OwnPostgres primary(Path root) {
        DataDirectory data = DataDirectory.claim(root, PostgresCluster.STORE);
        Machine machine = Machine.of(data.root());
        String password =
                new PostgresCluster(data, machine.user(), machine.binaries().postgres()).prepare(new SecureRandom());
        OwnPostgres made = new OwnPostgres(data, machine, password);
        made.append("pg_hba.conf", "host replication all 127.0.0.1/32 scram-sha-256\n");
        made.append("postgresql.conf", "max_connections = 60\nwal_sender_timeout = 2s\nwal_receiver_timeout = 2s\n");
        made.start();
        new PostgresProbe(made.address, made.launched()).makeDatabase("slotkeeper");
        return made;
    }

    private @org.jspecify.annotations.Nullable StoreProcess process;

    private StoreProcess launched() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    public PostgresAddress address() {
        return address;
    }

    /** Starts on the data as it is. Processes of a killed run may need a moment to go. */
    public void start() {
        List<String> command = List.of(
                machine.binaries().postgres().resolve("bin/postgres").toString(),
                "-D",
                cluster.directory().toString(),
                "-p",
                Integer.toString(address.port()));
        for (int attempt = 1; ; attempt++) {
            process = StoreProcess.start("Postgres", command, machine.user(), cluster.directory(), cluster.log());
            PostgresProbe probe = new PostgresProbe(address, process);
            try {
                process.awaitReady(probe::answers, READY_SECONDS);
                return;
            } catch (StoreNotStarted failure) {
                if (attempt == STARTS_MAX) {
                    throw failure;
                }
            }
        }
    }

    /** As a machine ends that loses its power: nobody is told. */
    public void kill() {
        signal("KILL");
    }

    /** As {@code pg_ctl stop -m fast} does. */
    public void stopFast() {
        signal("INT");
    }

    /** As {@code pg_ctl stop -m immediate} does. */
    public void stopAtOnce() {
        signal("QUIT");
    }

    /** Whatever state it is in. */
    public void restart() {
        signal("QUIT");
        start();
    }

    /** As a machine ends that burns: its disk is gone too. */
    public void loseAll() {
        List<ProcessHandle> all = new ArrayList<>();
        RunningStore.find(pidFile(), cluster.directory().toString())
                .flatMap(found -> process())
                .ifPresent(postmaster -> {
                    all.add(postmaster);
                    all.addAll(postmaster.descendants().toList());
                });
        // All of them at once: one that outlived the others might still ship what is lost here.
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().until(() -> all.stream().noneMatch(Processes::isAtWork));
        removeFiles();
    }

    private Optional<ProcessHandle> process() {
        try {
            return ProcessHandle.of(
                    Long.parseLong(Files.readAllLines(pidFile()).get(0).strip()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private Path pidFile() {
        return cluster.directory().resolve("postmaster.pid");
    }

    private void removeFiles() {
        try {
            Trees.delete(cluster.directory());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** In the place of what this server had, which is not running now. */
    void putInPlace(Path copy) {
        removeFiles();
        try {
            DataCopy.copy(copy, data.make(PostgresCluster.STORE, machine.user()), machine.user());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    Path directory() {
        return cluster.directory();
    }

    StoreUser user() {
        return machine.user();
    }

    private void signal(String signal) {
        RunningStore.find(pidFile(), cluster.directory().toString())
                .ifPresent(running -> running.stop(List.of(signal), 20));
    }

    /** A copy of this server that follows it, started. Its name for {@code synchronous_standby_names} is {@code standby}. */
    public OwnPostgres standby(Path root) {
        DataDirectory standbyData = DataDirectory.claim(root, PostgresCluster.STORE);
        OwnPostgres standby = new OwnPostgres(standbyData, Machine.of(standbyData.root()), address.password());
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_create_physical_replication_slot('standby', true)");
            statement.execute("SELECT pg_backup_start('standby', fast => true)");
            DataCopy.copy(
                    cluster.directory(), standbyData.make("postgres", standby.machine.user()), standby.machine.user());
            try (ResultSet rows =
                    statement.executeQuery("SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)")) {
                if (!rows.next()) {
                    throw new IllegalStateException("no backup label");
                }
                standby.append("backup_label", rows.getString(1));
            }
        } catch (SQLException | IOException cause) {
            throw new IllegalStateException("no copy of the primary", cause);
        }
        standby.append("standby.signal", "");
        standby.append(
                "postgresql.auto.conf",
                "primary_conninfo = 'host=127.0.0.1 port=" + address.port() + " user=" + address.user() + " password="
                        + address.password() + " application_name=standby'\nprimary_slot_name = 'standby'\n");
        standby.start();
        return standby;
    }

    /** Makes a standby the primary, and waits until it takes writes. */
    public void promote() {
        execute("SELECT pg_promote(true, 60)");
    }

    /** Commits wait from now on until these standbys have them; none if empty. */
    public void setSynchronousStandbys(String names) {
        execute("ALTER SYSTEM SET synchronous_standby_names = '" + names + "'");
        execute("SELECT pg_reload_conf()");
    }

    /**
     * From now on nobody is let in without TLS, and the role {@code certified} by its certificate alone.
     *
     * @param clients whose certificates are believed
     */
    public void requireTls(Certificate server, Certificate clients) {
        write("server.crt", server.text());
        write("server.key", server.keyText());
        write("clients.crt", clients.text());
        write("pg_hba.conf", "hostssl all certified 127.0.0.1/32 cert\nhostssl all all 127.0.0.1/32 scram-sha-256\n");
        for (String setting : List.of(
                "ssl_cert_file = 'server.crt'",
                "ssl_key_file = 'server.key'",
                "ssl_ca_file = 'clients.crt'",
                "ssl = on")) {
            execute("ALTER SYSTEM SET " + setting);
        }
        execute("SELECT pg_reload_conf()");
        Awaitility.await().until(() -> query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                .equals(List.of("t")));
    }

    private void write(String name, String text) {
        Path file = cluster.directory().resolve(name);
        try {
            Path written = Files.writeString(file, text);
            machine.user().own(written);
            Path unused = Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    /** The first column of each row. */
    public List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    void append(String name, String text) {
        Path file = cluster.directory().resolve(name);
        try {
            Path written = Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            machine.user().own(written);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public void close() {
        try {
            signal("QUIT");
        } finally {
            data.close();
        }
    }
}
