package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.TestSurgery.await;
import static org.slotkeeper.booking.TestSurgery.doneOf;
import static org.slotkeeper.booking.TestSurgery.patient;
import static org.slotkeeper.booking.TestSurgery.reasonOf;
import static org.slotkeeper.booking.TestSurgery.slot;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.Hold;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal.Reason;

/** What is wanted of an appointment in whichever version it is in is done, however many other changes come in between, and once. */
final class WhicheverVersionTest {

    private static final int ALICE = 1;
    private static final int BOB = 2;
    private static final Notes COUGH = notes("cough");
    private static final Notes KNEE = notes("knee");

    private final TestSurgery surgery = new TestSurgery();
    private final Appointment booked = doneOf(surgery.book(ALICE, 0));
    private final Command.From from = surgery.from(ALICE);

    private static Notes notes(String comment) {
        return new Notes(Optional.empty(), Optional.of(comment));
    }

    private Outcome<Appointment> keep(Command.From as, SeenVersions seen, Notes notes, int... ordinals) {
        return surgery.keep(keeping(as, seen, notes, ordinals));
    }

    private Command.Keep keeping(Command.From as, SeenVersions seen, Notes notes, int... ordinals) {
        return new Command.Keep(
                as,
                booked.id(),
                Optional.of(patient(ALICE)),
                SlotChoice.of(
                        Arrays.stream(ordinals).mapToObj(TestSurgery::slot).toList()),
                notes,
                Optional.of(seen));
    }

    private Outcome<Entry> cancel(String reason) {
        return await(surgery.office
                .cancelAppointment()
                .cancel(new Command.Cancel(
                        from, booked.id(), Optional.of(patient(ALICE)), reason, Optional.of(SeenVersions.ANY))));
    }

    /** What comes between the next look at an appointment and its change. */
    private void meanwhile(Runnable change) {
        surgery.afterLook = () -> {
            surgery.afterLook = () -> {};
            change.run();
        };
    }

    private void amendedByAnother() {
        doneOf(keep(surgery.from(ALICE), SeenVersions.ANY, KNEE));
    }

    private Appointment present() {
        return ((Entry.Recorded) doneOf(surgery.read(ALICE, booked.id()))).appointment();
    }

    @Test
    void anAmendThatIsOvertakenIsMadeOfWhatThereIsByThen() {
        meanwhile(this::amendedByAnother);

        Appointment amended = doneOf(keep(from, SeenVersions.ANY, COUGH));

        assertThat(amended.version()).isEqualTo(3);
        assertThat(amended.notes()).isEqualTo(COUGH);
        amendedByAnother();
        assertThat(doneOf(keep(from, SeenVersions.ANY, COUGH))).isEqualTo(amended);
        assertThat(present().version()).isEqualTo(4);
        assertThat(reasonOf(keep(from, SeenVersions.ANY, KNEE))).isEqualTo(Reason.REQUEST_ID_REUSED);
    }

    @Test
    void aMoveThatIsOvertakenIsMadeOfWhatThereIsByThen() {
        meanwhile(this::amendedByAnother);

        Appointment moved = doneOf(keep(from, SeenVersions.ANY, COUGH, 5));

        assertThat(moved.version()).isEqualTo(3);
        assertThat(moved.slots()).containsExactly(slot(5));
        assertThat(surgery.freeOrdinals(BOB)).contains(0).doesNotContain(5);
        assertThat(doneOf(keep(from, SeenVersions.ANY, COUGH, 5))).isEqualTo(moved);
        doneOf(keep(surgery.from(ALICE), SeenVersions.ANY, COUGH, 7));
        assertThat(doneOf(keep(from, SeenVersions.ANY, COUGH, 5))).isEqualTo(moved);
        assertThat(present().slots()).containsExactly(slot(7));
        assertThat(surgery.freeOrdinals(BOB)).contains(0, 5).doesNotContain(7);
        assertThat(reasonOf(keep(from, SeenVersions.ANY, COUGH, 6))).isEqualTo(Reason.REQUEST_ID_REUSED);
    }

    @Test
    void aMoveThatIsOvertakenByAMoveGoesFromWhereTheAppointmentIsByThen() {
        meanwhile(() -> doneOf(keep(surgery.from(ALICE), SeenVersions.ANY, COUGH, 3)));

        Appointment moved = doneOf(keep(from, SeenVersions.ANY, COUGH, 5, 6));

        assertThat(moved.slots()).containsExactly(slot(5), slot(6));
        assertThat(surgery.freeOrdinals(BOB)).contains(0, 3).doesNotContain(5, 6);
    }

    @Test
    void aMoveThatIsOvertakenByACancellationSaysSoAndKeepsNoSeat() {
        meanwhile(() -> doneOf(surgery.cancel(ALICE, booked.id(), Optional.of(1))));

        assertThat(reasonOf(keep(from, SeenVersions.ANY, COUGH, 5))).isEqualTo(Reason.NOT_AMENDABLE);

        assertThat(reasonOf(keep(from, SeenVersions.ANY, COUGH, 5))).isEqualTo(Reason.NOT_AMENDABLE);
        assertThat(surgery.freeOrdinals(BOB)).contains(0, 5);
    }

    @Test
    void aCancellationThatIsOvertakenIsMadeOfWhatThereIsByThen() {
        meanwhile(() -> doneOf(keep(surgery.from(ALICE), SeenVersions.ANY, COUGH, 5)));

        Entry cancelled = doneOf(cancel("better again"));

        assertThat(((Entry.Recorded) cancelled).appointment().version()).isEqualTo(3);
        assertThat(surgery.freeOrdinals(BOB)).contains(0, 5);
        assertThat(doneOf(cancel("better again"))).isEqualTo(cancelled);
        assertThat(reasonOf(cancel("moved away"))).isEqualTo(Reason.REQUEST_ID_REUSED);
    }

    @Test
    void ofTwoTriesOfOneRequestThatAreBothOvertakenOneIsMade() {
        List<Future<Outcome<Appointment>>> second = new ArrayList<>();
        meanwhile(() -> {
            amendedByAnother();
            meanwhile(() -> second.add(surgery.office.keepAppointment().keep(keeping(from, SeenVersions.ANY, COUGH))));
        });

        Appointment amended = doneOf(keep(from, SeenVersions.ANY, COUGH));

        assertThat(amended.version()).isEqualTo(3);
        assertThat(present()).isEqualTo(amended);
        assertThat(doneOf(await(second.get(0)))).isEqualTo(amended);
    }

    @Test
    void aChangeOfNamedVersionsThatIsOvertakenIsStale() {
        meanwhile(this::amendedByAnother);

        assertThat(reasonOf(keep(from, SeenVersions.of(1, 7), COUGH))).isEqualTo(Reason.STALE_VERSION);
        assertThat(reasonOf(keep(from, SeenVersions.of(1, 7), COUGH))).isEqualTo(Reason.STALE_VERSION);
        assertThat(present().version()).isEqualTo(2);
    }

    @Test
    void whatIsOvertakenUntilItsDeadlineIsTooEarlyAndIsMadeWhenItIsAskedForAgain() {
        meanwhile(() -> {
            amendedByAnother();
            surgery.clock.set(from.deadline());
        });

        assertThat(reasonOf(keep(from, SeenVersions.ANY, COUGH))).isEqualTo(Reason.TOO_EARLY);

        assertThat(present().version()).isEqualTo(2);
        Instant later = surgery.clock.instant().plusMillis(1);
        assertThat(doneOf(keep(new Command.From(from.caller(), from.requestId(), later), SeenVersions.ANY, COUGH))
                        .version())
                .isEqualTo(3);
    }

    @Test
    void whatIsOvertakenJustBeforeItsDeadlineIsMade() {
        meanwhile(() -> {
            amendedByAnother();
            surgery.clock.set(from.deadline().minusMillis(1));
        });

        assertThat(doneOf(keep(from, SeenVersions.ANY, COUGH)).version()).isEqualTo(3);
    }

    /** How often that may be is said by its time alone. */
    @Test
    void whatIsOvertakenAgainAndAgainIsMadeInTheEnd() {
        overtaken(40, () -> {});

        assertThat(doneOf(keep(from, SeenVersions.ANY, COUGH)).version()).isEqualTo(42);
    }

    @Test
    void whoeverAsksAgainGoesOnWhereItWas() {
        overtaken(40, () -> surgery.clock.set(from.deadline()));
        assertThat(reasonOf(keep(from, SeenVersions.ANY, COUGH))).isEqualTo(Reason.TOO_EARLY);
        assertThat(present().version()).isEqualTo(41);

        Command.From later = new Command.From(
                from.caller(), from.requestId(), surgery.clock.instant().plusSeconds(5));
        assertThat(doneOf(keep(later, SeenVersions.ANY, COUGH)).version()).isEqualTo(42);
    }

    /** Another change comes to each of the next looks, and then this happens. */
    private void overtaken(int times, Runnable atLast) {
        Runnable[] overtaking = new Runnable[1];
        int[] left = {times};
        overtaking[0] = () -> {
            surgery.afterLook = () -> {};
            amendedByAnother();
            if (--left[0] > 0) {
                surgery.afterLook = overtaking[0];
            } else {
                atLast.run();
            }
        };
        surgery.afterLook = overtaking[0];
    }

    @Test
    void aHoldIsConfirmedOrWithdrawnInWhicheverVersion() {
        Hold confirmed = doneOf(surgery.hold(BOB, 5));
        assertThat(doneOf(await(surgery.keeping(surgery.from(BOB), BOB, confirmed.id(), Optional.empty())))
                        .id())
                .isEqualTo(confirmed.id());

        Hold withdrawn = doneOf(surgery.hold(BOB, 6));
        Entry entry = doneOf(await(surgery.office
                .cancelAppointment()
                .cancel(new Command.Cancel(
                        surgery.from(BOB),
                        withdrawn.id(),
                        Optional.of(patient(BOB)),
                        "better again",
                        Optional.of(SeenVersions.ANY)))));
        assertThat(entry).isInstanceOf(Entry.Withdrawn.class);
    }
}
