package org.slotkeeper.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.ledger.Bookers.acknowledged;
import static org.slotkeeper.postgres.ledger.Bookers.appointments;
import static org.slotkeeper.postgres.ledger.Bookers.sentUntilAnswered;
import static org.slotkeeper.postgres.ledger.Bookers.wordOrFault;
import static org.slotkeeper.postgres.ledger.LedgerRaceTest.word;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.postgres.ledger.LedgerWire;
import org.slotkeeper.postgres.ledger.PublishedLedger;
import org.slotkeeper.postgres.ledger.PublishedLedger.Site;
import org.slotkeeper.standalone.OwnPostgres;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.Trial;

/** The primary is lost, and its synchronous standby is promoted: engines follow it by themselves. */
@Trial("failover of Postgres")
final class FailoverTest {

    private static final int PRACTICES = 20;

    private OwnPostgres primary;
    private OwnPostgres standby;

    @BeforeEach
    void start(@TempDir Path directory) {
        primary = OwnPostgres.primary(directory.resolve("primary"));
        standby = primary.standby(directory.resolve("standby"));
        primary.setSynchronousStandbys("standby");
        patiently().until(() -> primary.query("SELECT sync_state FROM pg_stat_replication")
                .equals(List.of("sync")));
    }

    @AfterEach
    void stop() {
        standby.close();
        primary.close();
    }

    @Test
    void noAcknowledgedBookingIsLostAndWritesComeBackWithoutARestart() {
        Site site = Site.of(primary.address()).reachedAt(hosts(primary, standby));
        try (PublishedLedger ledger = new PublishedLedger(2, site)) {
            List<Change.Book> all = appointments(ledger, PRACTICES);
            List<Future<LedgerAnswer>> answers = new ArrayList<>();
            all.subList(0, 150).forEach(wanted -> answers.add(ledger.change(wanted)));
            answers.forEach(answer -> assertThat(word(await(answer))).isEqualTo("RECORDED"));

            // Half of what is under way when the primary dies is sent before, half while it dies.
            all.subList(150, 250).forEach(wanted -> answers.add(ledger.change(wanted)));
            primary.kill();
            all.subList(250, 300).forEach(wanted -> answers.add(ledger.change(wanted)));
            List<String> acknowledged = acknowledged(all, answers);
            standby.promote();

            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(150);
            assertThat(standby.query("SELECT key FROM appointment")).containsAll(acknowledged);
            for (Change.Book wanted : all) {
                assertThat(sentUntilAnswered(ledger, wanted)).isIn("RECORDED", "REPLAYED");
            }
            assertThat(standby.query("SELECT count(*) FROM appointment")).containsExactly("" + all.size());
            assertThat(standby.query("SELECT count(*) FROM occupancy")).containsExactly("" + all.size());
        }
    }

    /** Nobody has fenced it: it takes writes as if nothing had happened. */
    @Test
    void anOldPrimaryThatComesBackIsRefused() {
        Site site = Site.of(primary.address()).reachedAt(hosts(primary, standby));
        try (PublishedLedger ledger = new PublishedLedger(1, site)) {
            List<Change.Book> all = appointments(ledger, PRACTICES);
            assertThat(word(await(ledger.change(all.get(0))))).isEqualTo("RECORDED");
            primary.kill();
            standby.promote();
            assertThat(sentUntilAnswered(ledger, all.get(1))).isIn("RECORDED", "REPLAYED");

            primary.start();
            primary.setSynchronousStandbys("");
            standby.kill();
            patiently().until(() -> wordOrFault(ledger.change(all.get(2))).equals("FAULT"));
            for (int at = 3; at < 8; at++) {
                assertThat(wordOrFault(ledger.change(all.get(at)))).isEqualTo("FAULT");
            }

            assertThat(primary.query("SELECT count(*) FROM appointment")).containsExactly("1");
            standby.start();
            for (int at = 2; at < 8; at++) {
                assertThat(sentUntilAnswered(ledger, all.get(at))).isIn("RECORDED", "REPLAYED");
            }
            assertThat(primary.query("SELECT count(*) FROM appointment")).containsExactly("1");
        }
    }

    /** Behind a proxy, or a name that is given to another machine. */
    @Test
    void aNameThatMovesToTheNewPrimaryIsFollowedAndOneThatMovesBackIsRefused() {
        try (LedgerWire name = new LedgerWire(primary.address());
                PublishedLedger ledger =
                        new PublishedLedger(1, Site.of(primary.address()).reachedAt(name.address()))) {
            List<Change.Book> all = appointments(ledger, PRACTICES);
            assertThat(word(await(ledger.change(all.get(0))))).isEqualTo("RECORDED");

            // Before it is promoted a standby is no place to book.
            primary.kill();
            name.leadTo(standby.address());
            name.suffer(LedgerWire.Fault.DOWN);
            name.suffer(LedgerWire.Fault.NONE);
            patiently().until(() -> wordOrFault(ledger.change(all.get(1))).equals("FAULT"));
            standby.promote();
            assertThat(sentUntilAnswered(ledger, all.get(1))).isIn("RECORDED", "REPLAYED");

            primary.start();
            primary.setSynchronousStandbys("");
            name.leadTo(primary.address());
            name.suffer(LedgerWire.Fault.DOWN);
            name.suffer(LedgerWire.Fault.NONE);
            patiently().until(() -> wordOrFault(ledger.change(all.get(2))).equals("FAULT"));
            assertThat(wordOrFault(ledger.change(all.get(3)))).isEqualTo("FAULT");
            assertThat(primary.query("SELECT count(*) FROM appointment")).containsExactly("1");
        }
    }

    private static String hosts(OwnPostgres... servers) {
        List<String> hosts = new ArrayList<>();
        for (OwnPostgres server : servers) {
            PostgresAddress address = server.address();
            hosts.add(address.host() + ':' + address.port());
        }
        return String.join(",", hosts);
    }

    /** The keys of those that have a positive answer by now. */
    private static ConditionFactory patiently() {
        return Awaitility.await();
    }
}
