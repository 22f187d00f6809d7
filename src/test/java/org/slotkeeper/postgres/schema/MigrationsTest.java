package org.slotkeeper.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.postgres.ledger.Bookers.appointments;
import static org.slotkeeper.postgres.ledger.Bookers.wordOrFault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.postgres.ledger.PublishedLedger;
import org.slotkeeper.postgres.schema.Migrations.Manner;
import org.slotkeeper.testing.Stores;

/** C20: the tables change while patients book, and while the version before this one runs beside it. */
final class MigrationsTest {

    private static final String EXPANSION = """
            CREATE TABLE reminder (practice text NOT NULL, sent_at timestamptz NOT NULL);
            ALTER TABLE practice ADD COLUMN reminds boolean NOT NULL DEFAULT false;
            ALTER TABLE appointment ADD COLUMN reminded_at timestamptz;
            """;

    @TempDir
    private Path directory;

    /** Patients who book one after the other until they are told to stop. */
    private static final class Load implements AutoCloseable {

        private final List<String> words = new ArrayList<>();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final CompletableFuture<Void> running;

        /** Books at one practice after the other, until it is told to stop. */
        Load(PublishedLedger ledger) {
            this.running = CompletableFuture.runAsync(() -> {
                while (!isOver.get()) {
                    for (Change.Book wanted : appointments(ledger, 1)) {
                        say(wordOrFault(ledger.change(wanted)));
                    }
                }
            });
        }

        private synchronized void say(String word) {
            words.add(word);
        }

        synchronized List<String> words() {
            return List.copyOf(words);
        }

        void awaitMore() {
            int before = words().size();
            Awaitility.await().until(() -> words().size() > before + 5);
        }

        @Override
        public void close() {
            isOver.set(true);
            running.join();
        }
    }

    private Manner manner(int tries) throws IOException {
        Path unused = Files.writeString(directory.resolve("V9001__reminders.sql"), EXPANSION);
        return new Manner(
                Duration.ofMillis(300),
                tries,
                Duration.ofMillis(300),
                List.of("classpath:db", "filesystem:" + directory));
    }

    @Test
    void aChangeThatWouldHaveToWaitIsGivenUpWholeWhileBookingsGoOn() throws IOException, SQLException {
        try (PublishedLedger ledger = new PublishedLedger(2);
                Connection reader = Stores.connect(ledger.database())) {
            read(reader);
            try (Load load = new Load(ledger)) {
                load.awaitMore();
                assertThatThrownBy(() -> Migrations.migrate(ledger.coordinates(), manner(3)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContainingAll("tried 3 times, each for PT0.3S", "pg_stat_activity");
                load.awaitMore();
                load.close();
                assertThat(load.words()).containsOnly("RECORDED");
            }
            assertThat(ledger.query("SELECT to_regclass('reminder')")).containsOnlyNulls();
            assertThat(ledger.count("flyway_schema_history WHERE version = '9001'"))
                    .isZero();

            reader.rollback();
            assertThat(Migrations.migrate(ledger.coordinates(), manner(3))).isEqualTo("9001");
        }
    }

    @Test
    void aReaderWhoEndsInTimeIsWaitedOut() throws IOException, SQLException {
        try (PublishedLedger ledger = new PublishedLedger(1);
                Connection reader = Stores.connect(ledger.database())) {
            read(reader);
            Manner patient = manner(40);
            CompletableFuture<String> migrated =
                    CompletableFuture.supplyAsync(() -> Migrations.migrate(ledger.coordinates(), patient));
            Awaitility.await()
                    .until(() -> ledger.count("pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '"
                                    + ledger.database().database() + "'")
                            == 1);
            assertThat(migrated).isNotDone();

            reader.rollback();
            assertThat(migrated.join()).isEqualTo("9001");
        }
    }

    /** Expand first: what the next version needs is added while this one runs, and this one may be started again. */
    @Test
    void thisVersionBooksOnTheTablesOfTheNextOne() throws IOException {
        try (PublishedLedger ledger = new PublishedLedger(2)) {
            try (Load load = new Load(ledger)) {
                load.awaitMore();
                assertThat(Migrations.migrate(ledger.coordinates(), manner(10))).isEqualTo("9001");
                load.awaitMore();
                assertThat(Migrations.migrate(ledger.coordinates())).isEqualTo("9001");
                load.awaitMore();
                load.close();
                assertThat(load.words()).containsOnly("RECORDED");
                assertThat(ledger.count("appointment WHERE reminded_at IS NULL"))
                        .isEqualTo(load.words().size());
            }
        }
    }

    /** A report that takes its time. */
    private static void read(Connection reader) throws SQLException {
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            boolean unused = statement.execute("SELECT count(*) FROM appointment");
        }
    }
}
