package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.HOLD_TIME;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.confirm;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.patient;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.booking.InventoryRequests.withLayout;
import static org.slotkeeper.booking.InventoryUnderTest.seats;
import static org.slotkeeper.booking.MemoryUnderTest.filling;
import static org.slotkeeper.booking.MemoryUnderTest.truth;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.booking.spi.ClaimAnswer.OwnHold;
import org.slotkeeper.booking.spi.ClaimAnswer.Running;
import org.slotkeeper.booking.spi.ClaimAnswer.Taken;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.SlotInventory.GivingUp;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.SeatLeases.Arrived;
import org.slotkeeper.reconcile.spi.SeatLeases.Lease;

/** What every inventory believes after it has lost its memory or went back to an old one: the ledger, and leases and holds that it leaves room for. */
public interface LifeContract extends MemoryUnderTest {

    BitSet ALL_SEATS = seats(0, 1, 2, 3, 4, 5);

    /** Until the test says otherwise, the ledger knows of no booking. */
    default OdsCode practiceOf(BitSet free) {
        OdsCode practice = freshPractice();
        ledgerSays(practice, truth(1, free), NOW);
        return practice;
    }

    @Test
    default void aMemoryThatWasGoneBackToIsNotBelieved() {
        OdsCode practice = practiceOf(seats(1, 2, 3, 4, 5));
        Runnable goBack = snapshot(practice);
        goBack.run();

        assertThat(done(refill().warmOf(List.of(practice)))).isEmpty();
        assertThat(ask(claim(practice, Kind.CONFIRM, 0, 1, 2, request(2)))).isInstanceOf(Taken.class);
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(done(refill().warmOf(List.of(practice)))).isEqualTo(Set.of(practice));
    }

    @Test
    default void aHoldSurvivesAFailover() {
        OdsCode practice = practiceOf(ALL_SEATS);
        ask(claim(practice, Kind.HOLD, 0, 2, 1, request(1)));

        snapshot(practice).run();

        assertThat(free(practice, NOW)).isEqualTo(seats(2, 3, 4, 5));
        assertThat(done(inventory().holdOf(practice, patient(1), NOW)).map(HeldSeats::id))
                .contains(idOf(practice, 0, 1));
        assertThat(ask(claim(practice, Kind.HOLD, 3, 1, 1, request(2))))
                .isInstanceOfSatisfying(
                        OwnHold.class, own -> assertThat(own.reason()).isEqualTo(Reason.HOLD_EXISTS));
        assertThat(done(inventory().confirm(confirm(idOf(practice, 0, 1), 1, request(3), NOW))))
                .isEqualTo(new Claimed(
                        List.of(0, 1),
                        NOW.plusSeconds(30),
                        Optional.of(inventory().markOf(request(1).caller()))));
    }

    @Test
    default void aHoldThatSurvivedAFailoverStillExpires() {
        OdsCode practice = practiceOf(ALL_SEATS);
        ask(claim(practice, Kind.HOLD, 0, 2, 1, request(1)));

        snapshot(practice).run();

        assertThat(free(practice, NOW.plus(HOLD_TIME).minusMillis(1))).isEqualTo(seats(2, 3, 4, 5));
        assertThat(free(practice, NOW.plus(HOLD_TIME))).isEqualTo(ALL_SEATS);
    }

    @Test
    default void aResurrectedHoldWhoseSeatWasBookedMeanwhileIsGoneAltogether() {
        OdsCode practice = practiceOf(seats(0, 2, 3, 4, 5));
        ask(claim(practice, Kind.HOLD, 0, 3, 1, request(1)));

        snapshot(practice).run();

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2, 3, 4, 5));
        assertThat(done(inventory().holdOf(practice, patient(1), NOW))).isEmpty();
        assertThat(done(inventory().findHold(idOf(practice, 0, 1), NOW))).isEmpty();
        assertThat(done(inventory().giveUp(idOf(practice, 0, 1), request(91)))).isEqualTo(GivingUp.NOTHING);
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2, 3, 4, 5));
        assertThat(ask(claim(practice, Kind.HOLD, 0, 1, 1, request(2)))).isInstanceOf(Claimed.class);
    }

    @Test
    default void aConfirmThatEndsNowhereKeepsTheSeatAsLongAsItsHoldWasPromised() {
        OdsCode practice = practiceOf(ALL_SEATS);
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));
        Instant expiry = NOW.plus(HOLD_TIME);
        Instant early = NOW.plusSeconds(10);
        done(inventory().confirm(confirm(idOf(practice, 0, 1), 1, request(2), early)));

        assertThat(done(leases().ended(practice, expiry.minusMillis(1), 9))).isEmpty();
        assertThat(done(leases().ended(practice, expiry, 9))).hasSize(1);
    }

    @Test
    default void aConfirmHasItsLeaseThoughItsHoldEndsBefore() {
        OdsCode practice = practiceOf(ALL_SEATS);
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));
        Instant late = NOW.plus(HOLD_TIME).minusMillis(1);
        done(inventory().confirm(confirm(idOf(practice, 0, 1), 1, request(2), late)));

        assertThat(done(leases().ended(practice, late.plusSeconds(29), 9))).isEmpty();
        assertThat(done(leases().ended(practice, late.plusSeconds(30), 9))).hasSize(1);
    }

    @Test
    default void aConfirmOnItsWaySurvivesAFailoverAndIsSuspectInTheEnd() {
        OdsCode practice = practiceOf(ALL_SEATS);
        var claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        ask(claim);

        snapshot(practice).run();

        assertThat(free(practice, NOW.plus(HOLD_TIME))).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(ask(claim)).isEqualTo(new Running());
        assertThat(done(leases().ended(practice, NOW.plus(HOLD_TIME).plusMillis(1), 9)))
                .extracting(Lease::seat)
                .containsExactly(idOf(practice, 0, 1).origin());
    }

    @Test
    default void aConfirmWhoseBookingTheLedgerKnowsEndsWithTheMemory() {
        OdsCode practice = practiceOf(seats(1, 2, 3, 4, 5));
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));

        snapshot(practice).run();

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(done(leases().ended(practice, NOW.plus(HOLD_TIME), 9))).isEmpty();
    }

    @Test
    default void aFillingThatBeganBeforeTheMemoryWasLostAgainChangesNothing() {
        OdsCode practice = practiceOf(seats(1));
        forget(practice);
        String life = done(refill().life(practice));
        forget(practice);
        done(refill().fill(filling(practice, life, truth(1, ALL_SEATS), false)));
        assertThat(done(refill().warmOf(List.of(practice)))).isEmpty();

        String another = done(refill().life(practice));
        done(refill().fill(filling(practice, life, truth(1, ALL_SEATS), true)));
        assertThat(done(refill().warmOf(List.of(practice)))).isEmpty();
        assertThat(another).isNotEqualTo(life);
        assertThat(free(practice, NOW)).isEqualTo(seats(1));
    }

    @Test
    default void aFillingThatBeganBeforeTheMemoryWentBackChangesNothing() {
        OdsCode practice = practiceOf(seats(1));
        String life = done(refill().life(practice));

        snapshot(practice).run();
        done(refill().fill(filling(practice, life, truth(1, ALL_SEATS), true)));

        assertThat(free(practice, NOW)).isEqualTo(seats(1));
    }

    @Test
    default void theFirstFillingOfALifeCounts() {
        OdsCode practice = practiceOf(ALL_SEATS);
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));
        String life = done(refill().life(practice));

        done(refill().fill(filling(practice, life, truth(1, seats(0, 1)), false)));

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void aRepairPutsRightWhatIsNotLeased() {
        OdsCode practice = practiceOf(ALL_SEATS);
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));
        ask(claim(practice, Kind.CONFIRM, 1, 1, 2, request(2)));
        String life = done(refill().life(practice));

        done(refill().fill(filling(practice, life, truth(1, seats(0, 2, 3, 6)), true)));

        assertThat(free(practice, NOW)).isEqualTo(seats(2, 3, 6));
        assertThat(done(inventory().holdOf(practice, patient(1), NOW))).isPresent();
        assertThat(done(inventory().findHold(idOf(practice, 1, 2), NOW)))
                .as("it may be what has just been booked")
                .isPresent();
    }

    @Test
    default void aHoldOfASeatThatHasAnOwnerEndsWithARepair() {
        OdsCode practice = practiceOf(ALL_SEATS);
        ask(claim(practice, Kind.HOLD, 0, 2, 1, request(1)));
        String life = done(refill().life(practice));

        done(refill().fill(filling(practice, life, truth(1, seats(0, 2)), true)));

        assertThat(done(inventory().holdOf(practice, patient(1), NOW))).isEmpty();
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2));
    }

    @Test
    default void aRepairDoesNotGoBackToAnOlderBook() {
        OdsCode practice = freshPractice();
        ledgerSays(practice, truth(2, seats(0, 1, 6)), NOW);
        assertThat(ask(withLayout(claim(practice, Kind.HOLD, 6, 1, 1, request(1)), 2)))
                .isInstanceOf(Claimed.class);
        String life = done(refill().life(practice));

        done(refill().fill(filling(practice, life, truth(1, seats(0)), true)));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1));
    }

    /** An engine stood still with it while the memory was lost, and the appointment cancelled. */
    @Test
    default void whatAnEarlierLifeKnewOfAClaimDoesNotEndIt() {
        OdsCode practice = practiceOf(ALL_SEATS);
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));
        snapshot(practice).run();
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));

        done(leases().arrived(List.of(new Arrived(idOf(practice, 0, 1), NOW))));

        List<Lease> ended = done(leases().ended(practice, NOW.plus(HOLD_TIME).plusMillis(1), 9));
        assertThat(ended).hasSize(1);
        done(leases().settle(practice, ended, Set.of(), NOW));
        assertThat(free(practice, NOW)).isEqualTo(ALL_SEATS);
    }
}
