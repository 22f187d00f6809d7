package org.slotkeeper.postgres.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.publishing.Publishing.GP;
import static org.slotkeeper.publishing.Publishing.MONDAY;
import static org.slotkeeper.publishing.Publishing.NOW;
import static org.slotkeeper.publishing.Publishing.NURSE;
import static org.slotkeeper.publishing.Publishing.PRACTICE;
import static org.slotkeeper.publishing.Publishing.RULES;
import static org.slotkeeper.publishing.Publishing.act;
import static org.slotkeeper.publishing.Publishing.done;
import static org.slotkeeper.publishing.Publishing.draft;
import static org.slotkeeper.publishing.Publishing.refusal;
import static org.slotkeeper.publishing.Publishing.value;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.schedule.Care;
import org.slotkeeper.domain.schedule.Channel;
import org.slotkeeper.domain.schedule.DayBook;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.platform.Turns;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.connection.PostgresPrimary;
import org.slotkeeper.postgres.connection.Sql;
import org.slotkeeper.postgres.schema.Migrations;
import org.slotkeeper.publishing.BookEditor;
import org.slotkeeper.publishing.InMemorySeatInventory;
import org.slotkeeper.publishing.PublishRefusal;
import org.slotkeeper.publishing.PublishSession;
import org.slotkeeper.publishing.PublishedSession;
import org.slotkeeper.publishing.Publishing;
import org.slotkeeper.publishing.SessionDraft;
import org.slotkeeper.publishing.WithdrawSession;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Stores;

/** What an engine makes of a practice's book as the ledger has it: which slots there are, and which of them the practice has taken back. */
final class PostgresPracticeBooksTest {

    private static final LocalTime EIGHT = Publishing.EIGHT;

    private static final Care ZOE = new Care("Dr Zo\u00EB", "GP", Channel.IN_PERSON, "Acute", "Main surgery");

    private final Vertx vertx = Vertx.vertx();
    private final PostgresAddress database = Stores.freshDatabase();
    private final Meters meters = new Meters();
    private final InMemorySeatInventory inventory = new InMemorySeatInventory();
    private int keys;
    private PostgresPool pool;
    private BookEditor editor;

    @BeforeEach
    void aPracticeIsKnown() {
        PostgresCoordinates coordinates = new PostgresCoordinates(
                database.host(), database.port(), database.database(), database.user(), database.password());
        Migrations.migrate(coordinates);
        pool = new PostgresPool(vertx, new PostgresPrimary(coordinates), 2, meters);
        PostgresSessionLedger ledger = new PostgresSessionLedger(pool);
        // As those of appointments, which have letters.
        Supplier<String> claimKeys = () -> String.format("%026d", ++keys)
                .chars()
                .map(digit -> digit - '0' + 'a')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        editor = new BookEditor(
                ledger,
                inventory,
                inventory,
                new BookEditor.Line(new Turns<>(10), () -> NOW),
                new BookEditor.Blocking(claimKeys, Duration.ofSeconds(30)));
        PracticeListing listing =
                new PracticeListing(PRACTICE, Optional.of("An Example"), Optional.empty(), Optional.empty());
        done(ledger.register(List.of(listing), RULES, NOW));
    }

    @AfterEach
    void stop() {
        done(pool.close());
        done(vertx.close());
        meters.close();
    }

    @Test
    void allIsWantedOfASessionThatNeverChanged() {
        publish(draft(EIGHT, LocalTime.of(9, 0), 10, 2, GP));

        assertThat(wantedTimes()).containsExactly("08:00", "08:10", "08:20", "08:30", "08:40", "08:50");
        assertThat(monday().cutRuns()).isZero();
    }

    @Test
    void nothingIsWantedOfASessionThatWasWithdrawnUntilItIsPublishedAgain() {
        SessionDraft draft = draft(EIGHT, LocalTime.of(8, 20), 10, 1, GP);
        publish(draft);
        WithdrawSession withdrawal = new WithdrawSession(editor);
        var unused = value(done(withdrawal.withdraw(act(), PRACTICE, draft.id(), Object::toString)));

        assertThat(wantedTimes()).isEmpty();
        assertThat(monday().slots()).hasSize(2);

        publish(draft);
        assertThat(wantedTimes()).contains("08:00", "08:10");
    }

    @Test
    void whatWasCutOffASessionIsNotWanted() {
        publish(draft(EIGHT, LocalTime.of(9, 0), 10, 1, GP));
        publish(draft(LocalTime.of(8, 10), LocalTime.of(8, 35), 10, 1, GP));

        assertThat(wantedTimes()).containsExactly("08:10", "08:20");
    }

    @Test
    void slotsOfAnotherLengthAtOtherTimesOrByAnotherClinicianAreNotWanted() {
        publish(draft(EIGHT, LocalTime.of(8, 30), 10, 1, GP));
        publish(draft(EIGHT, LocalTime.of(8, 30), 15, 1, GP));
        assertThat(wantedTimes()).containsExactly("08:00", "08:15");

        publish(draft(LocalTime.of(8, 5), LocalTime.of(8, 35), 15, 1, GP));
        assertThat(wantedTimes()).containsExactly("08:05", "08:20");

        publish(draft(LocalTime.of(8, 5), LocalTime.of(8, 35), 15, 1, NURSE));
        assertThat(wantedTimes()).containsExactly("08:05", "08:20");
        assertThat(monday().cutRuns()).isEqualTo(3);
    }

    @Test
    void otherSessionsOfTheDayStayAsTheyAre() {
        SessionDraft draft = draft(EIGHT, LocalTime.of(8, 20), 10, 1, GP);
        SessionDraft afternoon =
                Publishing.named("afternoon", draft(LocalTime.of(14, 0), LocalTime.of(14, 20), 10, 1, NURSE));
        publish(draft);
        publish(afternoon);
        var unused = value(done(
                new WithdrawSession(editor).withdraw(act(), PRACTICE, new SessionId("morning"), Object::toString)));

        assertThat(wantedTimes()).containsExactly("14:00", "14:10");
    }

    /** As versions before this one left them. */
    @Test
    void aSessionWhoseWordsWereStoredAsTheyWereSentIsTheSameWhenItIsPublishedAgain() {
        SessionDraft draft = draft(EIGHT, LocalTime.of(9, 0), 10, 1, ZOE);
        publish(draft);
        storeWordsAsSent();

        PublishedSession again = value(done(publishing().publish(act(), PRACTICE, draft, Object::toString)));

        assertThat(again.layoutVersion()).isEqualTo(1);
        assertThat(monday().runs().get(0).care()).isEqualTo(ZOE);
    }

    @Test
    void nothingIsCutOfASessionThatIsKeptUnderTidiedWords() {
        publish(draft(EIGHT, LocalTime.of(9, 0), 10, 1, ZOE));
        storeWordsAsSent();

        // What is recorded of the session now is recorded in tidied words; its slots keep the words they were stored
        // with.
        publish(draft(EIGHT, LocalTime.of(8, 40), 10, 1, ZOE));

        assertThat(wantedTimes()).containsExactly("08:00", "08:10", "08:20", "08:30");
        assertThat(monday().runs()).hasSize(1);
    }

    @Test
    void aClinicianWhoseNameWasStoredAsItWasSentIsNotInTwoPlacesAtOnce() {
        publish(draft(EIGHT, LocalTime.of(9, 0), 10, 1, ZOE));
        storeWordsAsSent();
        SessionDraft other = Publishing.named("other", draft(EIGHT, LocalTime.of(9, 0), 10, 1, ZOE));

        assertThat(refusal(done(publishing().publish(act(), PRACTICE, other, Object::toString))))
                .isInstanceOf(PublishRefusal.Overlap.class);
    }

    private void storeWordsAsSent() {
        Stores.execute(
                database,
                "UPDATE care SET clinician = U&'Dr  Zoe\\0308 ', role = U&'GP\\00A0', service_type = ' Acute', location = 'Main  surgery'");
    }

    @Test
    void weeksThatAreOverAreNotLookedInto() throws SQLException {
        publish(draft(EIGHT, LocalTime.of(9, 0), 10, 1, GP));
        Stores.execute(database, "SELECT make_partitions('2025-11-03', '2025-11-03')");
        String load = Sql.of("books/load_book")
                .text()
                .replace("$1", "'" + PRACTICE + "'")
                .replace("$2", "DATE '" + MONDAY.minusDays(1) + "'");

        StringBuilder plan = new StringBuilder();
        try (Connection connection = Stores.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN " + load)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }

        assertThat(plan).contains("session_20261123").contains("session_run_20261123");
        assertThat(plan).doesNotContain("_20251103");
    }

    private void publish(SessionDraft draft) {
        var unused = value(done(publishing().publish(act(), PRACTICE, draft, Object::toString)));
    }

    private PublishSession publishing() {
        return new PublishSession(editor, inventory);
    }

    /** Read anew. */
    private DayBook monday() {
        PostgresPracticeBooks books = new PostgresPracticeBooks(pool, 1_000_000, Clock.fixed(NOW, ZoneOffset.UTC));
        return done(books.find(PRACTICE)).orElseThrow().day(MONDAY).orElseThrow();
    }

    /** When the slots start that the practice has not taken back, in November's London. */
    private List<String> wantedTimes() {
        DayBook monday = monday();
        return IntStream.range(0, monday.runs().size())
                .boxed()
                .flatMap(run -> IntStream.range(
                                monday.wantedOfRun(run).from(),
                                monday.wantedOfRun(run).until())
                        .mapToObj(index -> monday.runs().get(run).startOf(index)))
                .map(start -> start.toString().substring(11, 16))
                .distinct()
                .sorted()
                .toList();
    }
}
