package org.slotkeeper.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.testing.Trial;

@Trial("an embedded Postgres broken in each way")
final class EmbeddedPostgresTest {
    @TempDir
    private Path directory;

    @Test
    void commitsAreDurable() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void fullPagesGoIntoTheLogAsTheyAre() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres, "SHOW wal_compression")).isEqualTo("off");
        }
    }

    @Test
    void itIsPostgres18InUtcAndUtf8AndHeardOnLoopbackOnly() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres, "SHOW server_version")).startsWith("18.");
            assertThat(ask(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(postgres, "SHOW unix_socket_directories")).isEmpty();
            assertThat(ask(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(postgres, "SHOW timezone")).isEqualTo("UTC");
        }
    }

    @Test
    void nobodyEntersWithoutThePassword() {
        try (EmbeddedPostgres postgres = start()) {
            PostgresAddress address = postgres.address();
            assertThatThrownBy(() -> DriverManager.getConnection(address.jdbcUrl(), address.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(address.toString()).doesNotContain(address.password());
        }
    }

    @Test
    void whatWasCommittedIsThereAfterARestart() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            tell(postgres, "CREATE TABLE kept (word text)");
            tell(postgres, "INSERT INTO kept VALUES ('still here')");
        }

        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres, "SELECT word FROM kept")).isEqualTo("still here");
        }
    }

    @Test
    void aPostgresThatWasToldNotToWriteToDiskIsRefusedByName() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            tell(postgres, "ALTER SYSTEM SET synchronous_commit = off");
        }

        assertThatThrownBy(this::start)
                .isInstanceOf(StoreNotStarted.class)
                .hasMessageContaining("synchronous_commit is off");
        assertThat(directory.resolve("postgres/postmaster.pid"))
                .as("a refused Postgres does not run on")
                .doesNotExist();
    }

    @Test
    void aSecondRunOnTheSameDataIsRefusedWhileTheFirstLives() {
        try (EmbeddedPostgres first = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(StoreNotStarted.class)
                    .hasMessageContaining("in use by another running Slotkeeper (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(first.address().port()).isPositive();
        }

        start().close();
    }

    @Test
    void dataOfAnotherMajorVersionIsRefused() throws IOException {
        start().close();
        Files.writeString(directory.resolve("postgres/PG_VERSION"), "17\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(StoreNotStarted.class)
                .hasMessageContaining("another Postgres than 18 (17)");
    }

    @Test
    void brokenDataIsToldInPostgresOwnWords() throws IOException {
        start().close();
        Files.delete(directory.resolve("postgres/global/pg_control"));

        assertThatThrownBy(this::start)
                .isInstanceOf(StoreNotStarted.class)
                .hasMessageContaining("Postgres ended with code")
                .hasMessageContaining("pg_control");
    }

    @Test
    void aLostPasswordIsNamed() throws IOException {
        start().close();
        Files.delete(directory.resolve("postgres.password"));

        assertThatThrownBy(this::start)
                .isInstanceOf(StoreNotStarted.class)
                .hasMessageContaining("the password of the Postgres")
                .hasMessageContaining("--fresh");
    }

    @Test
    void aPortThatWasTakenMeanwhileIsLeftForAnother() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Iterator<Integer> ports =
                    List.of(other.getLocalPort(), LoopbackPort.free()).iterator();

            try (EmbeddedPostgres postgres =
                    EmbeddedPostgres.start(directory, new SecureRandom(), root -> withPorts(root, ports))) {
                assertThat(postgres.address().port()).isNotEqualTo(other.getLocalPort());
            }
        }
    }

    @Test
    void aDataDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("a-file"));

        assertThatThrownBy(() -> EmbeddedPostgres.start(file.resolve("below"), new SecureRandom()))
                .isInstanceOf(StoreNotStarted.class)
                .hasMessageContaining("cannot write to the data directory")
                .hasMessageContaining("--data-dir");
    }

    @Test
    void initdbThatWasKilledHalfwayIsDoneAgain() throws Exception {
        Path partial = Files.createDirectory(directory.resolve("postgres.partial-1"));
        Files.createFile(partial.resolve("PG_VERSION"));

        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
            assertThat(partial).doesNotExist();
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(directory, new SecureRandom());
    }

    private static Machine withPorts(Path root, Iterator<Integer> ports) {
        Machine real = Machine.of(root);
        return new Machine(real.binaries(), real.user(), ports::next);
    }

    static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        return ask(postgres.address(), sql);
    }

    static String ask(PostgresAddress address, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    static void tell(EmbeddedPostgres postgres, String sql) throws SQLException {
        PostgresAddress address = postgres.address();
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
