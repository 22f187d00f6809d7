package org.slotkeeper.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** What a Postgres comes back from when its disk is gone: a copy of its files, and the log of its changes as far as it was shipped. All methods block. */
public final class PostgresArchive {

    /** When it reads its settings Postgres knows offsets, but no names of zones, and not even Z. */
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx");

    private final OwnPostgres server;
    private final Path log;
    private final Path copy;

    private PostgresArchive(OwnPostgres server, Path log, Path copy) {
        this.server = server;
        this.log = log;
        this.copy = copy;
    }

    /**
     * Has the server, which is started again for it, ship its log.
     *
     * @param root an empty directory, which is on another disk where there is something to lose
     * @param shippedAfter at the latest, however little has changed
     */
    public static PostgresArchive of(OwnPostgres server, Path root, Duration shippedAfter) {
        PostgresArchive archive = new PostgresArchive(server, made(server, root, "log"), made(server, root, "copy"));
        // Under another name until it is whole: half a segment would end a replay too early.
        String shipping = "test ! -e \"" + archive.held() + "\" && cp \"%p\" \"" + archive.log + "/%f.part\" && mv \""
                + archive.log + "/%f.part\" \"" + archive.log + "/%f\"";
        server.append(
                "postgresql.conf",
                "archive_mode = on\narchive_timeout = " + shippedAfter.toSeconds() + "\narchive_command = '" + shipping
                        + "'\n");
        server.stopFast();
        server.start();
        return archive;
    }

    private static Path made(OwnPostgres server, Path root, String name) {
        try {
            Path directory = Files.createDirectories(root.resolve(name));
            server.user().own(directory);
            return directory.toRealPath();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Copies the files of the running server. Done when all of the log is shipped that the copy needs. */
    public void backUp() {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("SELECT pg_backup_start('copy', fast => true)");
            DataCopy.copy(server.directory(), copy, server.user());
            try (ResultSet rows =
                    statement.executeQuery("SELECT labelfile FROM pg_backup_stop(wait_for_archive => true)")) {
                if (!rows.next()) {
                    throw new IllegalStateException("no backup label");
                }
                server.user()
                        .own(Files.writeString(
                                copy.resolve("backup_label"), rows.getString(1), StandardOpenOption.CREATE_NEW));
            }
        } catch (SQLException | IOException cause) {
            throw new IllegalStateException("no copy of the server", cause);
        }
    }

    /** Waits until all of the log is shipped that there was when this was called. That is done a part at a time: what is committed when it ends waits longest for the next part. */
    public void awaitShipping() {
        String current =
                server.query("SELECT pg_walfile_name(pg_current_wal_lsn())").get(0);
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> server.query(
                        "SELECT last_archived_wal >= '" + current + "' FROM pg_stat_archiver")
                .equals(List.of("t")));
    }

    /** From now on nothing is shipped any more, until the copy is put back. */
    public void holdShipping() {
        try {
            Path unused = Files.createFile(held());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private Path held() {
        return log.resolveSibling("held");
    }

    /**
     * Puts the copy in the place of what the server had; it is not running now.
     *
     * @param until no transaction is replayed that was committed later; none: all that was shipped is
     */
    public void putBack(Optional<Instant> until) {
        try {
            boolean unused = Files.deleteIfExists(held());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        server.putInPlace(copy);
        server.append(
                "postgresql.auto.conf",
                "restore_command = 'cp \"" + log + "/%f\" \"%p\"'\nrecovery_target_action = 'promote'\n"
                        + until.map(moment -> "recovery_target_time = '"
                                        + moment.atOffset(ZoneOffset.UTC).format(MOMENT) + "'\n")
                                .orElse(""));
        server.append("recovery.signal", "");
    }

    /** Starts the server on what was put back, and waits until it has replayed the log and takes writes. */
    public void replay() {
        server.start();
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> server.query("SELECT pg_is_in_recovery()")
                .equals(List.of("f")));
    }
}
