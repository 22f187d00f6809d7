package org.slotkeeper.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Postgres' files in the data directory: made once, whole or not at all, and brought up to date before each start. */
final class PostgresCluster {
    private static final String MAJOR = "18";
    private static final int INITDB_SECONDS = 120;
    private static final int PASSWORD_BYTES = 24;

    private final DataDirectory data;
    private final StoreUser user;
    private final Path programs;

    PostgresCluster(DataDirectory data, StoreUser user, Path programs) {
        this.data = data;
        this.user = user;
        this.programs = programs;
    }

    Path directory() {
        return data.root().resolve("postgres");
    }

    Path log() {
        return data.root().resolve("postgres.log");
    }

    Path pidFile() {
        return directory().resolve("postmaster.pid");
    }

    /**
     * Removes a pid file whose number now belongs to another program of the same user, which Postgres would take for
     * itself. Called only when no Postgres of ours is alive; one that died is recognised by Postgres itself.
     */
    void forgetForeignProcess() {
        try {
            boolean unused = Files.deleteIfExists(pidFile());
        } catch (IOException cause) {
            throw new StoreNotStarted("cannot remove the stale " + pidFile() + ": " + cause, cause);
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
            return Files.readString(file).strip();
        }
        if (!isNew) {
            throw new StoreNotStarted("the password of the Postgres in " + data.root() + " is lost: restore " + file
                    + ", or start with --fresh");
        }
        byte[] bytes = new byte[PASSWORD_BYTES];
        chance.nextBytes(bytes);
        String password = HexFormat.of().formatHex(bytes);
        writeSecret(file, password);
        return password;
    }

    /** Under another name until it is whole, so that a run killed half-way leaves nothing that looks like data. */
    private void make(String password) throws IOException {
        Path partial = data.root().resolve("postgres.partial");
        Trees.delete(partial);
        Path secret = data.root().resolve("postgres.partial.password");
        Files.deleteIfExists(secret);
        writeSecret(secret, password);
        user.own(secret);
        Path made = data.make("postgres.partial", user);
        List<String> command = List.of(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + made,
                "--username=" + EmbeddedPostgres.USER,
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
        Path unused = Files.move(partial, directory(), StandardCopyOption.ATOMIC_MOVE);
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
