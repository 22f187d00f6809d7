package org.slotkeeper.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Postgres' files in the data directory: made once, whole or not at all, and brought up to date
 * before each start.
 */
final class PostgresCluster {
    static final String STORE = "postgres";
    static final String USER = "slotkeeper";
    private static final String MAJOR = "18";
    private static final int INITDB_SECONDS = 120;
    private static final int PASSWORD_BYTES = 24;
    private static final int STOP_SECONDS = 10;
    private static final String PARTIAL = "postgres.partial-";
    /** Fast: ends sessions, writes a checkpoint. Immediate: leaves recovery to the next start. */
    private static final List<String> STOP_SIGNALS = List.of("INT", "QUIT");

    private final DataDirectory data;
    private final StoreUser user;
    private final Path programs;

    PostgresCluster(DataDirectory data, StoreUser user, Path programs) {
        this.data = data;
        this.user = user;
        this.programs = programs;
    }

    Path directory() {
        return directoryIn(data.root());
    }

    Path log() {
        return data.root().resolve("postgres.log");
    }

    private static Path directoryIn(Path root) {
        return root.resolve(STORE);
    }

    private static Path pidFileIn(Path root) {
        return directoryIn(root).resolve("postmaster.pid");
    }

    /** Stops the Postgres that runs on these files, if one does: ours, or an orphan. */
    void stop() {
        stopOn(data.root());
    }

    static void stopOn(Path root) {
        running(root).ifPresent(store -> store.stop(STOP_SIGNALS, STOP_SECONDS));
    }

    private static Optional<RunningStore> running(Path root) {
        return RunningStore.find(pidFileIn(root), directoryIn(root).toString());
    }

    /**
     * Postgres writes into its pid file when it takes connections; asking earlier might ask
     * somebody else's server.
     */
    boolean isReady() {
        Path pidFile = pidFileIn(data.root());
        try (Stream<String> lines = Files.lines(pidFile)) {
            return lines.anyMatch(line -> line.strip().equals("ready"))
                    && running(data.root()).isPresent();
        } catch (IOException | UncheckedIOException notYet) {
            return false;
        }
    }

    /** Makes the files if there are none; answers the password. */
    String prepare(RandomGenerator chance) {
        try {
            boolean isNew = !Files.exists(directory(), LinkOption.NOFOLLOW_LINKS);
            String password = password(isNew, chance);
            if (isNew) {
                make(password);
            }
            checkVersion();
            forgetForeignProcess();
            write("postgresql.conf", PostgresSettings.file());
            write("pg_hba.conf", PostgresSettings.admission());
            return password;
        } catch (IOException cause) {
            throw new StoreNotStarted("cannot prepare Postgres' files in " + data.root() + ": " + cause, cause);
        }
    }

    private String password(boolean isNew, RandomGenerator chance) throws IOException {
        Path file = data.root().resolve("postgres.password");
        if (Files.exists(file)) {
            return readBack(file);
        }
        if (!isNew) {
            throw new StoreNotStarted("the password of the Postgres in " + data.root() + " is lost: restore " + file
                    + ", or start with --fresh");
        }
        byte[] bytes = new byte[PASSWORD_BYTES];
        chance.nextBytes(bytes);
        String password = HexFormat.of().formatHex(bytes);
        Path partial = data.root().resolve(file.getFileName() + ".partial");
        boolean unused = Files.deleteIfExists(partial);
        writeSecret(partial, password);
        return readBack(Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE));
    }

    private static String readBack(Path secret) throws IOException {
        return Files.readString(secret).strip();
    }

    /**
     * Under another name until it is whole, so that a run killed half-way leaves nothing that looks
     * like data. The name is this run's own, because what such a run left may still be at work and
     * cleans up behind itself.
     */
    private void make(String password) throws IOException {
        removePartials();
        String name = PARTIAL + ProcessHandle.current().pid();
        Path secret = data.root().resolve(name + ".password");
        writeSecret(secret, password);
        user.own(secret);
        Path made = data.make(name, user);
        List<String> command = List.of(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + made,
                "--username=" + USER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions");
        StoreProcess.start("initdb", command, user, made, log()).awaitSuccess(INITDB_SECONDS);
        Files.delete(secret);
        Path unused = Files.move(made, directory(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void removePartials() throws IOException {
        try (DirectoryStream<Path> partials = Files.newDirectoryStream(data.root(), PARTIAL + "*")) {
            for (Path partial : partials) {
                Trees.deleteUnlessBusy(partial);
            }
        }
    }

    /**
     * The pid in a file that a killed Postgres left may by now be another program's, which Postgres
     * would take for itself. One that is nobody's is left to Postgres, which knows how to look for
     * survivors.
     */
    private void forgetForeignProcess() throws IOException {
        if (RunningStore.isForeign(pidFileIn(data.root()), directory().toString())) {
            Files.delete(pidFileIn(data.root()));
        }
    }

    private void checkVersion() throws IOException {
        Path file = directory().resolve("PG_VERSION");
        String found = Files.exists(file) ? Files.readString(file).strip() : "nothing that Postgres made";
        if (!found.equals(MAJOR)) {
            throw new StoreNotStarted("the data in " + directory() + " is of another Postgres than " + MAJOR + " ("
                    + found + "): move it away, or start with --fresh");
        }
    }

    private void write(String name, String text) throws IOException {
        Path partial = directory().resolve(name + ".partial");
        Path written = Files.writeString(partial, text);
        user.own(written);
        Path unused = Files.move(written, directory().resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeSecret(Path file, String secret) throws IOException {
        Path created = Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Path unused = Files.writeString(created, secret, StandardOpenOption.WRITE);
    }
}
