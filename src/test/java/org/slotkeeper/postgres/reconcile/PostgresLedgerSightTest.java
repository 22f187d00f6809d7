package org.slotkeeper.postgres.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.NOW;
import static org.slotkeeper.booking.LedgerWorld.amend;
import static org.slotkeeper.booking.LedgerWorld.cancel;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.postgres.connection.PostgresPool;
import org.slotkeeper.postgres.ledger.PublishedLedger;
import org.slotkeeper.reconcile.AuditLedger;
import org.slotkeeper.reconcile.Drift;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.reconcile.spi.DriftReports;
import org.slotkeeper.reconcile.spi.LedgerSight.Page;
import org.slotkeeper.reconcile.spi.LedgerSight.Seats;
import org.slotkeeper.reconcile.spi.LedgerSight.Walk;
import org.slotkeeper.telemetry.Meters;

/** A ledger in which rows are changed behind the engine's back: what does not fit any more is found by name, and nothing is found before. */
final class PostgresLedgerSightTest implements DriftReports {

    private static final Meters METERS = new Meters();

    private final PublishedLedger ledger = new PublishedLedger(1);
    private final PostgresPool pool = new PostgresPool(ledger.vertx(), ledger.primary(), 4, METERS);
    private final PostgresLedgerSight sight = new PostgresLedgerSight(pool);
    private final OdsCode practice = ledger.publishedPractice();
    private final Map<DriftKind, Integer> found = new EnumMap<>(DriftKind.class);
    private final Map<DriftKind, Integer> repaired = new EnumMap<>(DriftKind.class);
    private Appointment booked;

    @BeforeEach
    void aLedgerWithOneOfEverything() {
        booked = booked(wanted(practice, newPatient(), 3, 4));
        ledger.withdraw(practice, List.of(7));
        Appointment cancelled = booked(wanted(practice, newPatient(), 5));
        recorded(ledger.change(cancel(cancelled)));
        Appointment moved = booked(wanted(practice, newPatient(), 6));
        recorded(ledger.change(move(moved, DAY.plusDays(1), 9)));
        Appointment amended = booked(wanted(practice, newPatient(), 20));
        recorded(ledger.change(amend(amended, "a word")));
        assertThat(await(ledger.change(wanted(practice, newPatient(), 3)))).isInstanceOf(LedgerAnswer.Refused.class);
        assertThat(flaws()).isEmpty();
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Override
    public void found(DriftKind kind, int count) {
        found.merge(kind, count, Integer::sum);
    }

    @Override
    public void repaired(DriftKind kind, int count) {
        repaired.merge(kind, count, Integer::sum);
    }

    @Override
    public void practiceReconciled() {}

    private Appointment booked(Change.Book wanted) {
        recorded(ledger.change(wanted));
        return await(ledger.read(wanted.id(), reader(self(wanted.patient())))).orElseThrow();
    }

    private static void recorded(Future<LedgerAnswer> answer) {
        assertThat(await(answer)).isInstanceOf(LedgerAnswer.Recorded.class);
    }

    private static Clock clock(Duration later) {
        return Clock.fixed(NOW.plus(later), ZoneOffset.UTC);
    }

    private List<Drift> flaws() {
        AuditLedger audit = new AuditLedger(sight, this, clock(Duration.ZERO));
        Tries tries = new Tries(1, Future::succeededFuture);
        List<Drift> drifts = new ArrayList<>(await(audit.auditPractice(practice)));
        drifts.addAll(await(audit.auditAll(Optional.empty(), tries)));
        assertThat(await(audit.auditAll(Optional.of(new OdsCode("NOBODY")), tries)))
                .isEmpty();
        return drifts;
    }

    private void isFound(DriftKind kind, int count, String... examples) {
        assertThat(flaws()).containsExactly(new Drift(practice, kind, count, List.of(examples)));
        assertThat(found).containsExactly(Map.entry(kind, count));
        assertThat(flaws()).as("it is told of, and left as it is").hasSize(1);
    }

    private String seat(int ordinal) {
        return practice + "-20261123-" + String.format("%03d", ordinal);
    }

    private String isBooked() {
        return " WHERE key = '" + booked.id().key() + "'";
    }

    @Test
    void allThatIsPublishedAndOwnedIsSeen() {
        Seats seats = await(sight.seats(practice, DAY));

        BitSet owned = new BitSet();
        List.of(3, 4, 7, 20).forEach(owned::set);
        BitSet published = new BitSet();
        published.set(0, 50);
        assertThat(seats.layoutVersion()).isEqualTo(1);
        assertThat(seats.published()).containsEntry(DAY, published).containsEntry(DAY.plusDays(1), published);
        assertThat(seats.owned()).containsEntry(DAY, owned);
        assertThat(await(sight.seats(practice, DAY.plusDays(1))).owned()).containsOnlyKeys(DAY.plusDays(1));
        assertThat(await(sight.seats(new OdsCode("NOBODY"), DAY)).published()).isEmpty();
    }

    @Test
    void aSeatWhoseAppointmentIsGone() {
        ledger.execute("INSERT INTO occupancy VALUES ('" + practice + "', '" + DAY + "', 11, '" + DAY
                + "', 'abcdefghijklmnopqrstuvwxyz')");

        isFound(DriftKind.OWNER_WITHOUT_APPOINTMENT, 1, seat(11));
    }

    @Test
    void aSeatWhoseAppointmentIsElsewhere() {
        ledger.execute("INSERT INTO occupancy VALUES ('" + practice + "', '" + DAY + "', 11, '" + DAY + "', '"
                + booked.id().key() + "')");

        isFound(DriftKind.OWNER_WITHOUT_APPOINTMENT, 1, seat(11));
    }

    @Test
    void seatsWhoseAppointmentIsCancelled() {
        ledger.execute("UPDATE appointment SET state = 'CANCELLED', cancel_reason = 'none'" + isBooked());
        ledger.execute("UPDATE diary SET starts = '{}', ends = '{}' WHERE patient = "
                + booked.patient().value());

        isFound(DriftKind.OWNER_WITHOUT_APPOINTMENT, 2, seat(3), seat(4));
    }

    @Test
    void anAppointmentThatHasLostOneOfItsSeats() {
        ledger.execute("DELETE FROM occupancy WHERE practice = '" + practice + "' AND ordinal = 4");

        isFound(DriftKind.APPOINTMENT_WITHOUT_SEAT, 1, seat(4));
    }

    @Test
    void anAppointmentThatHasLostAllOfItsSeats() {
        ledger.execute("DELETE FROM occupancy WHERE practice = '" + practice + "' AND ordinal IN (3, 4)");

        isFound(DriftKind.APPOINTMENT_WITHOUT_SEAT, 1, seat(3));
    }

    @Test
    void aDiaryThatLacksAnAppointment() {
        ledger.execute("DELETE FROM diary WHERE patient = " + booked.patient().value());

        isFound(DriftKind.DIARY_DIFFERS, 1, seat(3));
    }

    @Test
    void aDiaryWithATimeThatIsNobodys() {
        ledger.execute(
                "UPDATE diary SET starts = starts || '2026-11-24 17:00Z'::timestamptz, ends = ends || '2026-11-24 17:10Z'::timestamptz WHERE patient = "
                        + booked.patient().value());

        isFound(DriftKind.DIARY_DIFFERS, 1);
    }

    @Test
    void aTimeThatHasPassedMayStandInADiaryOrNot() {
        ledger.execute(
                "UPDATE diary SET starts = starts || '2026-11-16 11:50Z'::timestamptz, ends = ends || '2026-11-16 12:00Z'::timestamptz WHERE patient = "
                        + booked.patient().value());

        assertThat(flaws()).isEmpty();
    }

    @Test
    void aRequestOfWhichNothingCame() {
        String key = "00000000-0000-0000-0000-0000000000aa";
        ledger.execute("INSERT INTO request VALUES ('" + practice + "', '" + key + "', 1, '" + DAY + "', '"
                + booked.id().key() + "', 2, now())");

        isFound(DriftKind.REQUEST_WITHOUT_EFFECT, 1, key);
    }

    @Test
    void aRefusalThatWasLost() {
        String key = ledger.query("SELECT key::text FROM refusal").get(0);
        ledger.execute("DELETE FROM refusal");

        isFound(DriftKind.REQUEST_WITHOUT_EFFECT, 1, key);
    }

    @Test
    void aWalkComesToItsEndPageByPage() {
        Walk walk = Walk.of(Optional.empty(), DAY);
        int pages = 0;
        for (Page page = await(sight.appointments(walk, 1));
                page.last().isPresent();
                page = await(sight.appointments(walk.from(page.last().orElseThrow()), 1))) {
            pages++;
        }
        assertThat(pages).isEqualTo((int) ledger.count("appointment"));
        assertThat(await(sight.requests(walk, 100)).last()).isEmpty();
    }
}
