package org.slotkeeper.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.amend;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Request;

/** Of each change the audit trail has one entry, though only those that came to nothing have a row of it: a version of an appointment says by itself how it came to be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public final class AuditTrailTest {

    private static final List<String> TABLES = List.of(
            "request", "refusal", "diary", "occupancy", "appointment", "appointment_version", "audit", "outbox");

    private PublishedLedger ledger;

    @BeforeAll
    void start() {
        ledger = new PublishedLedger(1);
    }

    @AfterAll
    void stop() {
        ledger.close();
    }

    @Test
    void aBookingIsFourRows() {
        Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);

        Request unused = record(wanted);

        assertThat(TABLES.stream().filter(table -> rows(table, wanted) > 0))
                .containsExactly("request", "diary", "occupancy", "appointment");
        assertThat(TABLES.stream().mapToLong(table -> rows(table, wanted)).sum())
                .isEqualTo(4);
    }

    @Test
    void eachChangeHasItsEntry() {
        Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);
        Request booked = record(wanted);
        Request amended = record(amend(now(wanted), "by telephone"));
        Request moved = record(move(now(wanted), DAY, 7));
        Request cancelled = record(cancel(now(wanted)));

        assertThat(entries(wanted))
                .containsExactlyInAnyOrder(
                        entry(booked, "book"),
                        entry(amended, "amend"),
                        entry(moved, "move"),
                        entry(cancelled, "cancel"));
    }

    @Test
    void whatIsRefusedOrToldAgainHasItsEntryToo() {
        Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);
        Request booked = record(wanted);
        Appointment seen = now(wanted);
        Request cancelled = record(cancel(seen));
        Change.Cancel late = cancel(seen);

        assertThat(await(ledger.change(late))).isInstanceOf(LedgerAnswer.Refused.class);
        assertThat(await(ledger.change(wanted))).isInstanceOf(LedgerAnswer.Replayed.class);

        assertThat(entries(wanted))
                .containsExactlyInAnyOrder(
                        entry(booked, "book"),
                        entry(cancelled, "cancel"),
                        entry(late.request(), "cancel").replace("RECORDED", "STALE_VERSION"),
                        entry(booked, "book").replace("RECORDED", "REPLAYED"));
    }

    /** It knows neither which request made a version nor that a version says so, and writes a row in audit for its own. */
    @Test
    void whatAnEngineOfTheVersionBeforeFollowsKeepsItsEntry() {
        Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);
        Request booked = record(wanted);

        cancelAsTheVersionBeforeDid(now(wanted));

        assertThat(entries(wanted)).containsExactly(entry(booked, "book"));
        assertThat(ledger.count(
                        "appointment_version WHERE practice = '" + wanted.id().practice() + "'"))
                .isEqualTo(1);
    }

    @Test
    void whatFollowsAVersionOfAnEngineOfTheVersionBeforeHasItsEntry() {
        Change.Book wanted = wanted(ledger.publishedPractice(), newPatient(), 3);
        Request unusedBooked = record(wanted);
        ledger.execute(
                "UPDATE appointment SET version_request = NULL, version_operation = NULL, noted_version = NULL WHERE practice = '"
                        + wanted.id().practice() + "'");

        Request amended = record(amend(now(wanted), "by telephone"));

        assertThat(entries(wanted)).containsExactly(entry(amended, "amend"));
    }

    private void cancelAsTheVersionBeforeDid(Appointment seen) {
        String columns = "practice, origin_day, key, origin_ordinal, version, state, patient, day, ordinals, starts_at,"
                + " ends_at, description, comment, cancel_reason, caller, booked_by, booked_at, updated_at";
        String its = " WHERE practice = '" + seen.practice() + "'";
        ledger.execute("WITH followed AS (INSERT INTO appointment_version (" + columns + ") SELECT " + columns
                + " FROM appointment" + its + ") UPDATE appointment SET version = version + 1, state = 'CANCELLED',"
                + " cancel_reason = 'not needed', caller = 'practice:X', updated_at = updated_at + interval '1 second'"
                + its);
    }

    private Request record(Change change) {
        assertThat(await(ledger.change(change))).isInstanceOf(LedgerAnswer.Recorded.class);
        return change.request();
    }

    private Appointment now(Change.Book wanted) {
        return await(ledger.read(wanted.id(), reader(self(wanted.patient())))).orElseThrow();
    }

    private long rows(String table, Change.Book of) {
        return ledger.count(table + " WHERE practice = '" + of.id().practice() + "'");
    }

    /** Of all but readings. */
    private Stream<String> entries(Change.Book of) {
        return ledger
                .query(
                        "SELECT concat_ws(' ', operation, outcome, caller, request_id) FROM audit_trail WHERE appointment = '"
                                + of.id().text() + "' AND operation <> 'read'")
                .stream();
    }

    private static String entry(Request request, String operation) {
        return operation + " RECORDED " + request.caller().key() + ' ' + request.requestId();
    }
}
