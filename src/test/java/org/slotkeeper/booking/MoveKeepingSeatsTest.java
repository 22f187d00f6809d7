package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.TestSurgery.LIMIT;
import static org.slotkeeper.booking.TestSurgery.NINE;
import static org.slotkeeper.booking.TestSurgery.doneOf;
import static org.slotkeeper.booking.TestSurgery.patient;
import static org.slotkeeper.booking.TestSurgery.reasonOf;
import static org.slotkeeper.booking.TestSurgery.refusalOf;
import static org.slotkeeper.booking.TestSurgery.seat;
import static org.slotkeeper.booking.TestSurgery.slot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.Appointment.Notes;
import org.slotkeeper.domain.appointment.Outcome;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.domain.schedule.Slot;

/** A move whose new slots are in part those that the appointment has: they stay where they are, and only the others are taken and given back. */
final class MoveKeepingSeatsTest {

    private static final int ALICE = 1;
    private static final int BOB = 2;
    private static final int GROUP = 12;

    private final TestSurgery surgery = new TestSurgery();

    private Appointment move(Appointment seen, int... ordinals) {
        return doneOf(surgery.keep(ALICE, seen.id(), Optional.of(seen.version()), Notes.NONE, ordinals));
    }

    @Test
    void anAppointmentMovesByOneSlot() {
        Appointment moved = move(doneOf(surgery.book(ALICE, 2, 3)), 3, 4);

        assertThat(moved.slots()).containsExactly(slot(3), slot(4));
        assertThat(moved.time().start()).isEqualTo(NINE.plus(Duration.ofMinutes(30)));
        assertThat(surgery.freeOrdinals(BOB)).contains(2).doesNotContain(3, 4);
        assertThat(reasonOf(surgery.book(BOB, 3))).isEqualTo(Reason.SLOT_TAKEN);
        assertThat(doneOf(surgery.book(BOB, 2)).slots()).containsExactly(slot(2));
    }

    @Test
    void anAppointmentGetsShorterAndLonger() {
        Appointment shorter = move(doneOf(surgery.book(ALICE, 2, 3)), 2);
        assertThat(shorter.slots()).containsExactly(slot(2));
        assertThat(surgery.freeOrdinals(BOB)).contains(3).doesNotContain(2);

        Appointment longer = move(shorter, 2, 3);
        assertThat(longer.seats()).containsExactly(seat(2), seat(3));
        assertThat(surgery.freeOrdinals(BOB)).doesNotContain(2, 3);

        doneOf(surgery.cancel(ALICE, longer.id(), Optional.of(longer.version())));
        assertThat(surgery.freeOrdinals(BOB)).contains(2, 3);
        assertThat(doneOf(surgery.book(ALICE, 2, 3)).slots())
                .as("nothing of the times before stands in the way")
                .containsExactly(slot(2), slot(3));
    }

    @Test
    void inASlotWithManyPlacesTheAppointmentKeepsThePlaceItHas() {
        surgery.publishTwoGroups();
        doneOf(surgery.book(BOB, GROUP));
        Appointment booked = doneOf(surgery.book(ALICE, GROUP));
        assertThat(booked.seats()).containsExactly(seat(GROUP + 1));

        Appointment longer = move(booked, GROUP, GROUP + 3);

        assertThat(longer.seats()).containsExactly(seat(GROUP + 1), seat(GROUP + 3));
        Appointment onlySecond = move(longer, GROUP + 3);
        assertThat(onlySecond.seats()).containsExactly(seat(GROUP + 3));
        assertThat(surgery.ledger.isOccupied(SeatId.firstOf(slot(GROUP)))).isTrue();
        assertThat(surgery.ledger.isOccupied(SeatId.firstOf(slot(GROUP + 1)))).isFalse();
    }

    @Test
    void whatSomebodyElseHasStaysTheirsAndTheAppointmentStaysWhereItIs() {
        doneOf(surgery.book(BOB, 4));
        Appointment booked = doneOf(surgery.book(ALICE, 2, 3));

        Refusal refusal = refusalOf(surgery.keep(ALICE, booked.id(), Optional.of(1), Notes.NONE, 3, 4));

        assertThat(((Refusal.SlotTaken) refusal).alternatives())
                .extracting(Slot::id)
                .contains(slot(5))
                .doesNotContain(slot(2), slot(3));
        assertThat(doneOf(surgery.read(ALICE, booked.id()))).isEqualTo(new Entry.Recorded(booked));
        assertThat(surgery.freeOrdinals(BOB)).doesNotContain(2, 3, 4);
    }

    @Test
    void neitherLimitNorOverlapCountsTheAppointmentThatMoves() {
        Appointment booked = doneOf(surgery.book(ALICE, 2, 3));
        for (int other = 1; other < LIMIT; other++) {
            doneOf(surgery.book(ALICE, 3 + 2 * other));
        }

        Appointment moved = move(booked, 3, 4);

        assertThat(reasonOf(surgery.keep(ALICE, moved.id(), Optional.of(2), Notes.NONE, 4, 5)))
                .as("five is another appointment of hers")
                .isIn(Reason.PATIENT_OVERLAP, Reason.SLOT_TAKEN);
        Refusal full = refusalOf(surgery.book(ALICE, 10));
        assertThat(((Refusal.ByOwnAppointments) full).refusal()).isEqualTo(new Refusal.PatientLimit(LIMIT));
        assertThat(((Refusal.ByOwnAppointments) full).appointments()).hasSize(LIMIT);
    }

    @Test
    void theSameRequestMovesOnceAndIsToldTheSame() {
        Appointment booked = doneOf(surgery.book(ALICE, 2, 3));
        Command.From from = surgery.from(ALICE, UUID.randomUUID());

        Appointment moved = doneOf(surgery.keep(from, ALICE, booked.id(), Optional.of(1), Notes.NONE, 3));

        assertThat(doneOf(surgery.keep(from, ALICE, booked.id(), Optional.of(1), Notes.NONE, 3)))
                .isEqualTo(moved);
        assertThat(reasonOf(surgery.keep(from, ALICE, booked.id(), Optional.of(1), Notes.NONE, 2)))
                .isEqualTo(Reason.REQUEST_ID_REUSED);
    }

    @Test
    void afterAnEngineThatDiedBetweenClaimAndCommitTheNextTryIsANewOne() {
        Appointment booked = doneOf(surgery.book(ALICE, 2, 3));
        for (int[] target : List.of(new int[] {3, 4}, new int[] {3}, new int[] {2, 3})) {
            Entry.Recorded seen = (Entry.Recorded) doneOf(surgery.read(ALICE, booked.id()));
            Command.From from = surgery.from(ALICE, UUID.randomUUID());
            Optional<Integer> version = Optional.of(seen.appointment().version());
            surgery.moveAndDie(from, ALICE, booked.id(), version, target);
            assertThat(doneOf(surgery.read(ALICE, booked.id()))).isEqualTo(seen);

            if (target.length > 1 && target[0] == 3) {
                assertThat(reasonOf(surgery.keep(from, ALICE, booked.id(), version, Notes.NONE, target)))
                        .isEqualTo(Reason.TOO_EARLY);
            }
            surgery.letLeasesEnd();
            Appointment moved = doneOf(surgery.keep(from, ALICE, booked.id(), version, Notes.NONE, target));

            assertThat(moved.slots()).extracting(one -> one.ordinal()).containsExactly(boxed(target));
            assertThat(surgery.freeOrdinals(BOB)).doesNotContain(boxed(target)).hasSize(13 - target.length);
        }
    }

    private static Integer[] boxed(int... ordinals) {
        return java.util.Arrays.stream(ordinals).boxed().toArray(Integer[]::new);
    }

    @Test
    void aTryAfterOneThatCameToNothingGoesByWhereTheAppointmentIsNow() {
        Appointment booked = doneOf(surgery.book(ALICE, 2, 3));
        Command.From from = surgery.from(ALICE, UUID.randomUUID());
        surgery.moveAndDie(from, ALICE, booked.id(), Optional.empty(), 3, 4);
        Appointment elsewhere = move(booked, 6, 7);

        surgery.letLeasesEnd();
        Outcome<Appointment> late =
                TestSurgery.await(surgery.keeping(from, ALICE, booked.id(), Optional.empty(), 3, 4));

        assertThat(doneOf(late).version()).isEqualTo(elsewhere.version() + 1);
        assertThat(doneOf(late).slots()).containsExactly(slot(3), slot(4));
        assertThat(surgery.freeOrdinals(BOB)).contains(2, 6, 7).doesNotContain(3, 4);
    }

    @Test
    void withoutTheInventoryAnAppointmentMovesNotEvenToFewerOfItsSlots() {
        Appointment booked = doneOf(surgery.book(ALICE, 2, 3));
        surgery.isInventoryAway = true;

        assertThat(surgery.keeping(surgery.from(ALICE), ALICE, booked.id(), Optional.of(1), 3)
                        .failed())
                .isTrue();
        assertThat(surgery.ledger.appointments()).containsExactly(booked);
    }

    @Test
    void whoHasASlotKeepsItThoughOnlyStaffMayBookItByNow() {
        Appointment booked = doneOf(surgery.book(surgery.from(TestSurgery.staff()), ALICE, 15, 16));
        assertThat(booked.patient()).isEqualTo(patient(ALICE));

        assertThat(move(booked, 15).slots()).as("still embargoed for patients").containsExactly(slot(15));
        assertThat(reasonOf(surgery.keep(ALICE, booked.id(), Optional.of(2), Notes.NONE, 15, 16)))
                .isEqualTo(Reason.EMBARGOED);
    }
}
