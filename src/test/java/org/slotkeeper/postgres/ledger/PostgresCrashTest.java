package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.ledger.Bookers.BOOKED;
import static org.slotkeeper.postgres.ledger.Bookers.acknowledged;
import static org.slotkeeper.postgres.ledger.Bookers.appointments;
import static org.slotkeeper.postgres.ledger.Bookers.sentUntilAnswered;
import static org.slotkeeper.postgres.ledger.LedgerRaceTest.word;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.postgres.ledger.PublishedLedger.Site;
import org.slotkeeper.standalone.OwnPostgres;
import org.slotkeeper.testing.Trial;

/** The server of the ledger ends while it is booked at, and comes back. */
@Trial("Postgres crashing under load")
final class PostgresCrashTest {

    @TempDir
    private Path directory;

    enum End {
        KILLED,
        STOPPED_FAST,
        STOPPED_AT_ONCE;

        void of(OwnPostgres postgres) {
            switch (this) {
                case KILLED -> postgres.kill();
                case STOPPED_FAST -> postgres.stopFast();
                case STOPPED_AT_ONCE -> postgres.stopAtOnce();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatEndsUnderLoadLosesNoAcknowledgedBookingAndDoublesNone(End end) {
        try (OwnPostgres postgres = OwnPostgres.primary(directory);
                PublishedLedger ledger = new PublishedLedger(2, Site.of(postgres.address()))) {
            List<Change.Book> all = appointments(ledger, 15);
            List<Future<LedgerAnswer>> answers = new ArrayList<>();
            all.forEach(wanted -> answers.add(ledger.change(wanted)));
            assertThat(word(await(answers.get(0)))).isEqualTo("RECORDED");
            end.of(postgres);
            List<String> acknowledged = acknowledged(all, answers);
            postgres.start();

            assertThat(postgres.query("SELECT key FROM appointment")).containsAll(acknowledged);
            for (Change.Book wanted : all) {
                assertThat(sentUntilAnswered(ledger, wanted)).isIn(BOOKED);
            }
            assertThat(ledger.count("appointment")).isEqualTo(all.size());
            assertThat(ledger.count("occupancy")).isEqualTo(all.size());
        }
    }

    @Test
    void aServerWhoseDiskIsFullLosesNoAcknowledgedBookingAndTakesThemAgainWhenThereIsRoom() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=180m", "tmpfs", directory.toString()),
                "a small disk cannot be mounted by this user");
        try {
            fillDisk();
        } finally {
            assertThat(run("umount", "-l", directory.toString())).isTrue();
        }
    }

    private void fillDisk() throws IOException {
        try (OwnPostgres postgres = OwnPostgres.primary(directory);
                PublishedLedger ledger = new PublishedLedger(1, Site.of(postgres.address()))) {
            List<Change.Book> all = appointments(ledger, 5);
            Path ballast = directory.resolve("ballast");
            fill(ballast);
            List<Future<LedgerAnswer>> answers = new ArrayList<>();
            List<Change.Book> sent = new ArrayList<>();
            // What is written ahead has a file's length of room left. Then the server stops.
            for (int round = 0; round < 200 && isUp(postgres); round++) {
                for (int at = 0; at < all.size() && round == 0; at++) {
                    sent.add(all.get(at));
                    answers.add(ledger.change(all.get(at)));
                }
                write(postgres);
            }
            assertThat(isUp(postgres)).isFalse();
            List<String> acknowledged = acknowledged(sent, answers);

            Files.delete(ballast);
            postgres.restart();

            assertThat(postgres.query("SELECT key FROM appointment")).containsAll(acknowledged);
            for (Change.Book wanted : all) {
                assertThat(sentUntilAnswered(ledger, wanted)).isIn(BOOKED);
            }
            assertThat(ledger.count("occupancy")).isEqualTo(all.size());
        }
    }

    private static boolean isUp(OwnPostgres postgres) {
        try {
            return postgres.query("SELECT 1").equals(List.of("1"));
        } catch (IllegalStateException down) {
            return false;
        }
    }

    /** Half a megabyte of what is written ahead. */
    private static void write(OwnPostgres postgres) {
        try {
            postgres.execute("SELECT pg_logical_emit_message(true, 'ballast', repeat('x', 500000), true)");
        } catch (IllegalStateException full) {
            assertThat(full).hasStackTraceContaining("");
        }
    }

    private static void fill(Path ballast) throws IOException {
        byte[] block = new byte[1 << 20];
        try (var out = Files.newOutputStream(ballast)) {
            for (int count = 0; count < 1_000; count++) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
