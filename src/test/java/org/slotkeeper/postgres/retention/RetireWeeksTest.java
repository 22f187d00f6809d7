package org.slotkeeper.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.retention.OldWeeks.FOUR_WEEKS_OF_ALL;
import static org.slotkeeper.postgres.retention.OldWeeks.LIVE;
import static org.slotkeeper.postgres.retention.OldWeeks.NOW;
import static org.slotkeeper.postgres.retention.OldWeeks.OF_ENTRIES;
import static org.slotkeeper.postgres.retention.OldWeeks.OF_OLD;
import static org.slotkeeper.postgres.retention.OldWeeks.OF_OLD_TOO;
import static org.slotkeeper.postgres.retention.OldWeeks.OLD;
import static org.slotkeeper.postgres.retention.OldWeeks.OLD_TOO;
import static org.slotkeeper.postgres.retention.OldWeeks.of;
import static org.slotkeeper.testing.Futures.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Request;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.postgres.retention.OldWeeks.Booked;
import org.slotkeeper.retention.Verdict;
import org.slotkeeper.retention.spi.Need;
import org.slotkeeper.retention.spi.Need.Reason;
import org.slotkeeper.retention.spi.Week;
import org.slotkeeper.testing.Trial;

/** P8: a week goes out of the ledger when it is over for long, and only if nothing of it is live or may still be asked for, wherever its appointments have moved and whatever came to its days from elsewhere. */
@Trial("old weeks taken out, with all that may live in them")
final class RetireWeeksTest {

    @TempDir
    private Path archive;

    private OldWeeks world;

    @BeforeEach
    void begin() {
        world = new OldWeeks(1);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aWeekThatIsOverGoesWholeAndOthersStay() {
        Booked old = world.book(OLD, 3);
        Booked live = world.book(LIVE, 3);

        Verdict verdict = of(OF_OLD, world.retire(archive));

        // Two days with two sessions and two runs each, and their care; an appointment and its seat.
        assertThat(verdict).isEqualTo(new Verdict.Retired(OF_OLD, "slotkeeper-appointments-2026-11-23", 12));
        assertThat(world.ledger.count("pg_class WHERE relname LIKE '%\\_20261123' AND relname <> 'audit_20261123'"))
                .isZero();
        assertThat(world.read(old)).isEmpty();
        assertThat(world.read(live)).contains(live.appointment());
        assertThat(world.ledger.count(
                        "retired_week WHERE part = 'APPOINTMENTS' AND week = '2026-11-23' AND retired_at IS NOT NULL"))
                .isEqualTo(1);
        assertThat(world.retire(archive)).as("once more").noneMatch(again -> again.week()
                .equals(OF_OLD));
    }

    @Test
    void anAppointmentThatMovedToAKeptDayHoldsItsWeekBackUntilThatIsOver() {
        Booked booked = world.book(OLD, 3);
        world.book(OLD, 4);
        Appointment moved = world.moved(booked.appointment(), LIVE, 5);

        List<Verdict> verdicts = world.retire(archive);

        assertThat(of(OF_OLD, verdicts))
                .isEqualTo(heldBack(OF_OLD, new Need(Reason.ON_A_KEPT_DAY, 1), new Need(Reason.SEAT_ON_A_KEPT_DAY, 1)))
                .isEqualTo(of(OF_OLD, world.plan()))
                .hasToString(
                        "appointments of the week of 2026-11-23 is held back: 1 of its appointments on days that are kept, 1 seats on days that are kept, of its appointments");
        assertThat(world.read(booked)).contains(moved);
        assertThat(world.ledger.count("appointment WHERE origin_day = '2026-11-23'"))
                .isEqualTo(2);

        Instant muchLater = NOW.plus(Duration.ofDays(70));
        assertThat(of(OF_OLD, world.retire(archive, muchLater))).isInstanceOf(Verdict.Retired.class);
    }

    /** Also one that is over itself: staff may. */
    @Test
    void whatIsHeldBackIsMovedAndCancelledAsBefore() {
        Booked moved = world.book(OLD, 3);
        Booked first = world.book(OLD, 4);
        Booked second = world.book(OLD, 5);
        world.moved(moved.appointment(), LIVE, 5);
        assertThat(of(OF_OLD, world.retire(archive))).isInstanceOf(Verdict.HeldBack.class);

        assertThat(world.moved(second.appointment(), LIVE, 7).state()).isEqualTo(Appointment.State.BOOKED);
        assertThat(await(world.ledger.change(cancel(first.appointment())))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    @Test
    void oneThatMovedToAKeptDayAndWasCancelledThereIsHeldToo() {
        Booked booked = world.book(OLD, 3);
        Appointment moved = world.moved(booked.appointment(), LIVE, 5);
        assertThat(await(world.ledger.change(cancel(moved)))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(of(OF_OLD, world.retire(archive))).isEqualTo(heldBack(OF_OLD, new Need(Reason.ON_A_KEPT_DAY, 1)));
        assertThat(world.read(booked).orElseThrow().state()).isEqualTo(Appointment.State.CANCELLED);
    }

    @Test
    void anAppointmentThatCameBackFromAKeptWeekHoldsTheWeekOfItsDay() {
        Booked booked = world.book(LIVE, 3);
        Appointment moved = world.moved(booked.appointment(), OLD, 5);

        assertThat(of(OF_OLD, world.retire(archive)))
                .isEqualTo(heldBack(OF_OLD, new Need(Reason.NAMED_BY_A_KEPT_WEEK, 2)))
                .isEqualTo(of(OF_OLD, world.plan()));
        assertThat(world.read(booked)).contains(moved);
    }

    /** What the first move was answered is told again, with the slots that the appointment had then. */
    @Test
    void aRetryOfAMoveToADayThatIsOverIsAnsweredAsBefore() {
        Booked booked = world.book(LIVE, 3);
        Change.Move there = move(booked.appointment(), OLD, 5);
        assertThat(await(world.ledger.change(there))).isInstanceOf(LedgerAnswer.Recorded.class);
        Appointment wasThere = world.read(booked).orElseThrow();
        Appointment isBack = world.moved(wasThere, LIVE, 7);

        assertThat(of(OF_OLD, world.retire(archive)))
                .isEqualTo(heldBack(OF_OLD, new Need(Reason.NAMED_BY_A_KEPT_WEEK, 1)));
        assertThat(await(world.ledger.change(there))).isEqualTo(new LedgerAnswer.Replayed(wasThere));
        assertThat(world.read(booked)).contains(isBack);
    }

    @Test
    void aWeekThatIsHeldBackHoldsTheWeeksThatItsAppointmentsAreIn() {
        Booked first = world.book(OLD, 3);
        Booked second = world.book(OLD, 4);
        world.moved(first.appointment(), LIVE, 5);
        Appointment moved = world.moved(second.appointment(), OLD_TOO, 5);

        List<Verdict> verdicts = world.retire(archive);

        assertThat(of(OF_OLD_TOO, verdicts)).isEqualTo(heldBack(OF_OLD_TOO, new Need(Reason.NAMED_BY_A_KEPT_WEEK, 2)));
        assertThat(world.read(second)).contains(moved);
    }

    @Test
    void weeksThatNameEachOtherGoTogether() {
        Booked first = world.book(OLD, 3);
        Booked second = world.book(OLD_TOO, 3);
        world.moved(first.appointment(), OLD_TOO, 5);
        world.moved(second.appointment(), OLD, 5);

        List<Verdict> verdicts = world.retire(archive);

        assertThat(of(OF_OLD, verdicts)).isInstanceOf(Verdict.Retired.class);
        assertThat(of(OF_OLD_TOO, verdicts)).isInstanceOf(Verdict.Retired.class);
    }

    @Test
    void whatAListenerHasNotHeardHoldsItsWeekBackUntilItHas() {
        world.book(OLD, 3);
        world.book(OLD, 4);
        world.book(OLD_TOO, 3);
        metAt("2026-11-16Z");
        heardUpTo("(SELECT min(log_position) FROM request)", "2027-01-06T12:00:00Z");

        assertThat(of(OF_OLD, world.plan()))
                .isEqualTo(heldBack(OF_OLD, new Need(Reason.NOT_HEARD, 1)))
                .isEqualTo(of(OF_OLD, world.retire(archive)))
                .hasToString(
                        "appointments of the week of 2026-11-23 is held back: 1 of its changes that a listener of the log has not heard yet");
        heardUpTo("(SELECT max(log_position) FROM request)", "2027-01-06T12:00:00Z");
        assertThat(of(OF_OLD, world.retire(archive))).isInstanceOf(Verdict.Retired.class);
    }

    @Test
    void nothingIsKeptForAListenerThatIsSwitchedOff() {
        world.book(OLD, 3);
        metAt("2026-11-16Z");
        heardUpTo("0", "2027-01-06T11:59:59Z");

        assertThat(of(OF_OLD, world.retire(archive))).isInstanceOf(Verdict.Retired.class);
    }

    /** It had heard all there was, for weeks, and was stopped lately. */
    @Test
    void aListenerThatHadNothingToHearForLongIsNotSwitchedOff() {
        world.book(OLD, 3);
        metAt("2027-01-06T12:00:00Z");
        heardUpTo("0", "2026-11-16Z");

        assertThat(of(OF_OLD, world.retire(archive))).isEqualTo(heldBack(OF_OLD, new Need(Reason.NOT_HEARD, 1)));
    }

    private void metAt(String time) {
        world.ledger.execute("UPDATE request SET requested_at = '" + time + "'");
    }

    private void heardUpTo(String position, String movedAt) {
        world.ledger.execute("INSERT INTO relay_cursor VALUES ('one', " + position + ", '" + movedAt
                + "') ON CONFLICT (listener) DO UPDATE SET position = excluded.position, moved_at = excluded.moved_at");
    }

    /** Staff cancel what is over, too. */
    @Test
    void whatWasChangedSinceHoldsItsWeekBack() {
        Booked booked = world.book(OLD, 3);
        Change.Cancel cancel = cancel(booked.appointment());
        Change.Cancel late = new Change.Cancel(
                cancel.seen(), cancel.reason(), cancel.request(), Instant.parse("2027-01-04T00:00:00Z"));
        assertThat(await(world.ledger.change(late))).isInstanceOf(LedgerAnswer.Recorded.class);

        assertThat(of(OF_OLD, world.retire(archive))).isEqualTo(heldBack(OF_OLD, new Need(Reason.CHANGED_SINCE, 1)));
        assertThat(await(world.ledger.change(late))).isInstanceOf(LedgerAnswer.Replayed.class);
    }

    @Test
    void aSeatOnAKeptDayHoldsTheWeekOfItsOwnerWhateverThatSays() {
        Booked booked = world.book(OLD, 3);
        world.ledger.execute("UPDATE occupancy SET day = '" + LIVE + "' WHERE appointment_key = '"
                + booked.id().key() + "'");

        assertThat(of(OF_OLD, world.retire(archive)))
                .isEqualTo(heldBack(OF_OLD, new Need(Reason.SEAT_ON_A_KEPT_DAY, 1)));
    }

    @Test
    void entriesStayAsLongAsTheAppointmentsThatTheyName() {
        world.book(OLD, 3);
        world.book(LIVE, 3);

        // Each was booked, which its first version says, and then read.
        assertThat(of(OF_ENTRIES, world.retire(archive, FOUR_WEEKS_OF_ALL, NOW)))
                .isEqualTo(heldBack(OF_ENTRIES, new Need(Reason.ENTRIES_OF_KEPT_APPOINTMENTS, 1)));
        Instant muchLater = NOW.plus(Duration.ofDays(70));
        assertThat(of(OF_ENTRIES, world.retire(archive, FOUR_WEEKS_OF_ALL, muchLater)))
                .isEqualTo(new Verdict.Retired(OF_ENTRIES, "slotkeeper-audit-2026-11-16", 2));
    }

    /** Weeks of the trail are divided by the database's time zone, days by London's. */
    @Test
    void anEntryThatIsNewerThanTheLimitHoldsItsWeekBack() {
        world.ledger.execute("DROP TABLE audit_20270104");
        world.ledger.execute("SET TimeZone = 'America/New_York'; SELECT make_partitions('2026-12-28', '2026-12-28')");
        world.ledger.execute(
                "INSERT INTO audit (at, practice, caller, operation, outcome, request_id) VALUES ('2027-01-04T00:00:00Z', '"
                        + world.practice + "', 'x', 'y', 'z', gen_random_uuid())");
        Week week = new Week(Week.Part.AUDIT, LocalDate.parse("2026-12-28"));

        assertThat(of(week, world.retire(archive, FOUR_WEEKS_OF_ALL, NOW)))
                .isEqualTo(heldBack(week, new Need(Reason.NEWER_ENTRIES, 1)));
    }

    @Test
    void aDryRunSaysWhatWouldGoAndChangesNothing() {
        world.book(OLD, 3);
        Booked held = world.book(OLD_TOO, 3);
        world.moved(held.appointment(), LIVE, 4);
        List<String> before = everything();

        List<Verdict> verdicts = world.plan();

        assertThat(of(OF_OLD, verdicts)).isInstanceOf(Verdict.Goes.class);
        assertThat(of(OF_OLD_TOO, verdicts)).isInstanceOf(Verdict.HeldBack.class);
        assertThat(everything()).isEqualTo(before);
    }

    /** Rows, tables, triggers and requests. */
    private List<String> everything() {
        return world.ledger.query(
                "SELECT concat_ws(' ', relname, relispartition, relhastriggers) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
                        + " UNION ALL SELECT appointment::text FROM appointment UNION ALL SELECT occupancy::text FROM occupancy UNION ALL SELECT request::text FROM request"
                        + " UNION ALL SELECT diary::text FROM diary UNION ALL SELECT retired_week::text FROM retired_week ORDER BY 1");
    }

    @Test
    void theLedgerForgetsWhatItRememberedForWeeksThatAreGone() {
        Booked old = world.book(OLD, 3);
        Booked live = world.book(LIVE, 3);
        world.ledger.execute("INSERT INTO retired_slot VALUES ('" + world.practice + "', '" + OLD + "', 3, 1), ('"
                + world.practice + "', '" + LIVE + "', 3, 1)");
        world.ledger.execute(
                "INSERT INTO moved_appointment SELECT patient, practice, origin_day, key FROM appointment");
        Change.Refuse longAgo = refusing("2027-01-03T23:59:59Z");
        Change.Refuse lately = refusing("2027-01-04T00:00:00Z");

        assertThat(of(OF_OLD, world.retire(archive))).isInstanceOf(Verdict.Retired.class);

        assertThat(met(old.wanted().request())).as("its appointment is gone").isEmpty();
        assertThat(met(live.wanted().request())).contains(new LedgerAnswer.Replayed(live.appointment()));
        assertThat(met(longAgo.request())).isEmpty();
        assertThat(met(lately.request())).contains(new LedgerAnswer.Refused(lately.refusal()));
        assertThat(world.ledger.query("SELECT day::text FROM retired_slot")).containsExactly(LIVE.toString());
        assertThat(world.ledger.query("SELECT origin_day::text FROM moved_appointment"))
                .containsExactly(LIVE.toString());
        assertThat(world.ledger.query("SELECT patient::text FROM diary"))
                .containsExactly(String.valueOf(live.wanted().patient().value()));
        assertThat(world.ledger.count("refusal")).isEqualTo(1);
    }

    private Change.Refuse refusing(String requestedAt) {
        Request request = request(self(newPatient()));
        Refusal refusal = new Refusal.Plain(Refusal.Reason.TOO_LATE);
        Change.Refuse refusing = new Change.Refuse(world.practice, "book", request, refusal, LedgerWorld.NOW);
        assertThat(await(world.ledger.change(refusing))).isEqualTo(new LedgerAnswer.Refused(refusal));
        world.ledger.execute(
                "UPDATE request SET requested_at = '" + requestedAt + "' WHERE key = '" + request.key() + "'");
        return refusing;
    }

    private Optional<LedgerAnswer> met(Request request) {
        return await(world.ledger.answerTo(world.practice, request));
    }

    /** Its appointment is gone, and nothing but the refusal is told. */
    @Test
    void aRefusalThatIsYoungerThanTheLimitIsToldAgainThoughItsWeekIsGone() {
        Booked old = world.book(OLD, 3);
        NhsNumber patient = newPatient();
        Change.Book late = wanted(world.practice, patient, request(self(patient)), OLD, List.of(3));
        assertThat(await(world.ledger.change(late))).isInstanceOf(LedgerAnswer.Refused.class);
        world.ledger.execute("UPDATE request SET requested_at = CASE WHEN key = '"
                + late.request().key() + "' THEN timestamptz '2027-02-01Z' ELSE timestamptz '2026-11-16Z' END");

        assertThat(of(OF_OLD, world.retire(archive))).isInstanceOf(Verdict.Retired.class);

        assertThat(world.read(old)).isEmpty();
        assertThat(met(late.request())).containsInstanceOf(LedgerAnswer.Refused.class);
    }

    @Test
    void aPatientWhoseDiaryWasForgottenBooksAgain() {
        Booked old = world.book(OLD, 3);
        List<Verdict> unused = world.retire(archive);
        assertThat(world.ledger.count("diary")).isZero();

        NhsNumber patient = old.wanted().patient();
        Change.Book again = wanted(world.practice, patient, request(self(patient)), LIVE, List.of(3));
        assertThat(await(world.ledger.change(again))).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    private static Verdict.HeldBack heldBack(Week week, Need... needs) {
        return new Verdict.HeldBack(week, List.of(needs));
    }
}
