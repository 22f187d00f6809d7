package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.HOLD_TIME;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.appointmentKey;
import static org.slotkeeper.booking.InventoryRequests.at;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.confirm;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.patient;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.booking.InventoryUnderTest.placerOf;
import static org.slotkeeper.booking.InventoryUnderTest.seats;
import static org.slotkeeper.booking.MemoryUnderTest.filling;
import static org.slotkeeper.booking.MemoryUnderTest.truth;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.booking.spi.ClaimAnswer.Met;
import org.slotkeeper.booking.spi.ClaimAnswer.Running;
import org.slotkeeper.booking.spi.ClaimAnswer.Taken;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.SeatLeases.Arrived;
import org.slotkeeper.reconcile.spi.SeatLeases.Lease;

/** What every inventory makes of seats while it is not known whose they are. The appointment that is cancelled here has the key of request 1. */
public interface LeaseContract extends MemoryUnderTest {

    Duration LEASE = Duration.ofSeconds(30);

    /** A practice with a booking of these seats, of which nothing has been told. */
    default OdsCode withBooking(int first, int count) {
        OdsCode practice = freshPractice();
        assertThat(ask(claim(practice, Kind.CONFIRM, first, count, 1, request(1))))
                .isInstanceOf(Claimed.class);
        return practice;
    }

    /** A practice with a booking of these seats, whose claim is over. */
    default OdsCode withArrived(int first, int count) {
        OdsCode practice = withBooking(first, count);
        done(leases().arrived(List.of(new Arrived(idOf(practice, first, 1), NOW))));
        return practice;
    }

    default SeatMark of(OdsCode practice, Integer... ordinals) {
        return SeatMark.none(practice, DAY, List.of(ordinals), appointmentKey(1), NOW);
    }

    @CanIgnoreReturnValue
    default SeatMark mark(OdsCode practice, Integer... ordinals) {
        return done(leases().mark(of(practice, ordinals), LEASE, NOW));
    }

    default void settle(OdsCode practice, List<Lease> asked, Integer... owned) {
        Set<SeatId> haveOwners = Set.of(owned).stream()
                .map(ordinal -> new SeatId(practice, DAY, ordinal))
                .collect(Collectors.toSet());
        done(leases().settle(practice, asked, haveOwners, NOW));
    }

    default List<Lease> ended(OdsCode practice, Instant now) {
        return done(leases().ended(practice, now, 100));
    }

    @Test
    default void aClaimThatHasLedToAnAppointmentIsOverAndItsSeatsAreTaken() {
        OdsCode practice = withArrived(0, 2);

        assertThat(done(inventory().findHold(idOf(practice, 0, 1), NOW))).isEmpty();
        assertThat(free(practice, NOW)).isEqualTo(seats(2, 3, 4, 5));
        assertThat(ended(practice, NOW.plus(HOLD_TIME))).isEmpty();
    }

    @Test
    default void whatIsSaidOfAnEarlierClaimWithTheSameKeyEndsNothing() {
        OdsCode practice = withBooking(0, 1);

        done(leases().arrived(List.of(new Arrived(idOf(practice, 0, 1), NOW.minusMillis(1)))));

        assertThat(done(inventory().findHold(idOf(practice, 0, 1), NOW))).isPresent();
    }

    @Test
    default void aClaimOfWhichNothingIsSaidIsSettledByTheLedgersWord() {
        OdsCode practice = withBooking(0, 2);

        assertThat(ended(practice, NOW.plus(HOLD_TIME).minusMillis(1))).isEmpty();
        List<Lease> ended = ended(practice, NOW.plus(HOLD_TIME));

        assertThat(ended).hasSize(2);
        settle(practice, ended, 0);
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(ended(practice, NOW.plus(HOLD_TIME))).isEmpty();
    }

    @Test
    default void aMarkedSeatThatIsFreedIsFreeAtOnce() {
        OdsCode practice = withArrived(0, 2);
        SeatMark mark = mark(practice, 0, 1);
        assertThat(ask(claim(practice, Kind.CONFIRM, 0, 1, 2, request(2)))).isInstanceOf(Taken.class);

        assertThat(done(leases().freed(mark, NOW))).isEmpty();

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
        assertThat(ask(claim(practice, Kind.CONFIRM, 0, 1, 2, request(3)))).isInstanceOf(Claimed.class);
    }

    /** However soon after its booking a cancellation comes, over whichever connection. */
    @Test
    default void aMarkTakesTheClaimOfItsOwnAppointmentOver() {
        OdsCode practice = withBooking(0, 1);
        SeatMark mark = mark(practice, 0);

        done(leases().arrived(List.of(new Arrived(idOf(practice, 0, 1), NOW))));
        assertThat(done(leases().freed(mark, NOW))).isEmpty();
        done(leases().arrived(List.of(new Arrived(idOf(practice, 0, 1), NOW))));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void whatIsFreedWithoutAMarkIsAskedAboutFirst() {
        OdsCode practice = withArrived(0, 1);

        List<Lease> asked = done(leases().freed(of(practice, 0), NOW));

        assertThat(asked).extracting(Lease::seat).containsExactly(new SeatId(practice, DAY, 0));
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
        settle(practice, asked);
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void toldTwiceItChangesNothingThatOthersHaveByThen() {
        OdsCode practice = withArrived(0, 1);
        SeatMark mark = mark(practice, 0);
        done(leases().freed(mark, NOW));
        ask(claim(practice, Kind.CONFIRM, 0, 1, 2, request(2)));

        assertThat(done(leases().freed(mark, NOW))).isEmpty();

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
        done(leases().arrived(List.of(new Arrived(idOf(practice, 0, 2), NOW))));
        List<Lease> theirs = ended(practice, NOW.plus(HOLD_TIME).plusMillis(1));
        assertThat(theirs).as("the ledger is asked whether they have it").hasSize(1);
        settle(practice, theirs, 0);
        List<Lease> asked = done(leases().freed(mark, NOW));
        assertThat(asked).hasSize(1);
        settle(practice, asked, 0);
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void ofTwoMarksTheLaterOneCounts() {
        OdsCode practice = withArrived(0, 1);
        SeatMark first = mark(practice, 0);
        SeatMark second = mark(practice, 0);
        assertThat(first).isNotEqualTo(second);

        assertThat(done(leases().freed(first, NOW))).isEmpty();
        assertThat(free(practice, NOW))
                .as("whoever put the second may know better")
                .isEqualTo(seats(1, 2, 3, 4, 5));

        settle(practice, done(leases().ask(second, NOW)));
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    /** It stays until its own change is committed: who repeats what was true before must not have the ledger asked too early. */
    @Test
    default void aMarkThatIsAliveIsLeftToWhoeverPutIt() {
        OdsCode practice = withArrived(0, 1);
        SeatMark own = mark(practice, 0);
        SeatMark late = new SeatMark(practice, DAY, List.of(0), appointmentKey(9), NOW, "");

        assertThat(done(leases().freed(late, NOW))).isEmpty();
        assertThat(done(leases().ask(late, NOW))).isEmpty();

        assertThat(done(leases().freed(own, NOW))).isEmpty();
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void whatTheLedgerIsBeingAskedAboutIsAskedAboutAnew() {
        OdsCode practice = withArrived(0, 1);
        List<Lease> asked = done(leases().ask(of(practice, 0), NOW));

        List<Lease> askedAnew = done(leases().ask(of(practice, 0), NOW));

        settle(practice, asked);
        assertThat(free(practice, NOW)).as("another look was asked for since").isEqualTo(seats(1, 2, 3, 4, 5));
        settle(practice, askedAnew);
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void aMarkThatNobodyEndsIsSettled() {
        OdsCode practice = withArrived(0, 1);
        mark(practice, 0);

        assertThat(ended(practice, NOW.plus(LEASE).minusMillis(1))).isEmpty();
        List<Lease> ended = ended(practice, NOW.plus(LEASE));

        settle(practice, ended, 0);
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(ended(practice, NOW.plus(LEASE))).isEmpty();
    }

    /** The seat had looked free, and somebody is on the way to the ledger with it, which may give it or not. */
    @Test
    default void whoeverEndsTheClaimOfAnotherLooksAtTheSeatAnew() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 2, 2, request(2)));
        List<Lease> seenBefore = ended(practice, NOW.plus(HOLD_TIME).plusMillis(1));

        SeatMark mark = mark(practice, 0);
        assertThat(mark.content()).isEmpty();
        assertThat(done(leases().freed(mark, NOW))).isEmpty();

        settle(practice, seenBefore, 0, 1);
        assertThat(ended(practice, NOW.plus(HOLD_TIME).plusMillis(1)))
                .as("it is still there")
                .hasSize(2);
        settle(practice, ended(practice, NOW.plus(HOLD_TIME).plusMillis(1)), 1);
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2, 3, 4, 5));
    }

    /** A claim by patient 2 of two seats, one of which somebody else's cancellation wants to be looked at anew. */
    default OdsCode withTouchedClaim() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 2, 2, request(2)));
        assertThat(done(leases().freed(of(practice, 0), NOW))).isEmpty();
        return practice;
    }

    @Test
    default void whatSomebodyWantsToBeLookedAtAnewIsNotGivenBackUnlooked() {
        OdsCode practice = withTouchedClaim();

        assertThat(done(inventory().withdraw(idOf(practice, 0, 2), Ending.NEVER_RECORDED, Optional.of(NOW))))
                .isTrue();

        assertThat(free(practice, NOW)).isEqualTo(seats(2, 3, 4, 5));
        List<Lease> toAsk = ended(practice, NOW.plusSeconds(60));
        assertThat(toAsk).as("at once, and not at the end of its lease").hasSize(2);
        assertThat(ask(claim(practice, Kind.CONFIRM, 0, 2, 2, request(2))))
                .as("its own next try is not refused for seats that nobody may have")
                .isEqualTo(new Running());
        settle(practice, toAsk, 0);
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(ask(claim(practice, Kind.CONFIRM, 0, 2, 2, request(2)))).isInstanceOf(Met.class);
    }

    @Test
    default void aHoldWhoseConfirmSomebodyWantedToBeLookedAtIsAHoldAgain() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 2, request(2)));
        CallerMark placer = placerOf(done(inventory().confirm(confirm(idOf(practice, 0, 2), 2, request(3), NOW))));
        done(leases().freed(of(practice, 0), NOW));

        assertThat(done(inventory().holdAgain(idOf(practice, 0, 2), placer, NOW)))
                .isTrue();

        assertThat(done(inventory().holdOf(practice, patient(2), NOW))).isPresent();
        assertThat(done(inventory().confirm(confirm(idOf(practice, 0, 2), 2, request(3), NOW.plusSeconds(1)))))
                .isInstanceOf(Claimed.class);
    }

    @Test
    default void ofAClaimThatSomebodyWantsToBeLookedAtNobodySaysByItselfThatItHasArrived() {
        OdsCode practice = withTouchedClaim();

        done(leases().arrived(List.of(new Arrived(idOf(practice, 0, 2), NOW))));

        assertThat(done(inventory().findHold(idOf(practice, 0, 2), NOW))).isPresent();
        assertThat(ended(practice, NOW.plusSeconds(600))).hasSize(2);
    }

    @Test
    default void whoeverElseWantedALookAtItAClaimIsItsOwnAppointments() {
        OdsCode practice = withTouchedClaim();
        SeatMark own = SeatMark.none(practice, DAY, List.of(0, 1), appointmentKey(2), NOW);

        done(leases().freed(done(leases().mark(own, LEASE, NOW)), NOW));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void aHoldIsNeitherMarkedNorAskedAbout() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 2, request(2)));

        SeatMark mark = mark(practice, 0);
        assertThat(done(leases().freed(mark, NOW))).isEmpty();

        assertThat(done(inventory().holdOf(practice, patient(2), NOW))).isPresent();
        assertThat(done(inventory().confirm(confirm(idOf(practice, 0, 2), 2, request(3), NOW))))
                .isInstanceOf(Claimed.class);
    }

    @Test
    default void aPartThatIsGivenUpIsFreeAndTheRestStays() {
        OdsCode practice = withArrived(0, 3);

        done(leases().freed(mark(practice, 0, 2), NOW));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2, 3, 4, 5));
    }

    @Test
    default void whatWasReadBeforeALeaseEndedFillsNothing() {
        BitSet bookedThen = seats(1, 2, 3, 4, 5);
        OdsCode practice = withArrived(0, 1);
        String life = done(refill().life(practice));
        SeatMark mark = mark(practice, 0);
        done(leases().freed(mark, NOW));

        assertThat(done(refill().fill(filling(practice, life, truth(1, bookedThen), true))))
                .isFalse();
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));

        String again = done(refill().life(practice));
        assertThat(done(refill().fill(filling(practice, again, truth(1, seats(0, 2)), true))))
                .isTrue();
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2));
    }

    @Test
    default void soItIsWhereAClaimHasArrivedOrALeaseWasSettled() {
        OdsCode practice = withBooking(0, 1);
        String life = done(refill().life(practice));
        done(leases().arrived(List.of(new Arrived(idOf(practice, 0, 1), NOW))));
        assertThat(done(refill().fill(filling(practice, life, truth(1, seats(0)), true))))
                .isFalse();

        mark(practice, 0);
        String before = done(refill().life(practice));
        settle(practice, ended(practice, NOW.plus(LEASE)), 0);
        assertThat(done(refill().fill(filling(practice, before, truth(1, seats(0)), true))))
                .isFalse();
    }

    @Test
    default void inAForgottenPracticeNothingIsMarkedAndWhatIsFreedIsInTheNextReading() {
        OdsCode practice = withArrived(0, 1);
        forget(practice);
        ledgerSays(practice, truth(1, seats(1)), NOW);
        String life = done(refill().life(practice));

        SeatMark mark = mark(practice, 0);
        assertThat(mark.content()).isEmpty();
        assertThat(done(leases().freed(mark, NOW))).isEmpty();

        assertThat(done(refill().fill(filling(practice, life, truth(1, seats(1)), false))))
                .as("it may have been read before")
                .isFalse();
    }

    /** Two engines' clocks differ: the ledger is asked about the seat by whoever comes last. */
    @Test
    default void whatTheLedgerIsBeingAskedAboutByAClockThatIsAheadIsAskedAboutAnew() {
        OdsCode practice = withArrived(0, 1);
        SeatMark own = mark(practice, 0);
        SeatMark other = mark(practice, 0);
        List<Lease> ahead = done(leases().ask(other, NOW.plusSeconds(5)));

        List<Lease> asked = done(leases().freed(own, NOW));

        assertThat(asked).hasSize(1);
        settle(practice, ahead, 0);
        settle(practice, asked);
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    /** It moves there and back: what is said again of the first move must not take the second one's claim for over. */
    @Test
    default void aClaimOfItsOwnThatWasMadeAfterTheChangeIsLeft() {
        OdsCode practice = freshPractice();
        ask(at(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)), NOW.plusSeconds(5)));

        assertThat(mark(practice, 0).content()).isEmpty();
        assertThat(done(leases().freed(of(practice, 0), NOW.plusSeconds(6)))).isEmpty();

        assertThat(done(inventory().findHold(idOf(practice, 0, 1), NOW))).isPresent();
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void whoWantsAnotherLookLeavesAloneWhatOthersHaveOfAClaimsSeats() {
        OdsCode practice = withBooking(0, 2);
        done(leases().freed(mark(practice, 1), NOW));
        ask(claim(practice, Kind.CONFIRM, 1, 1, 2, request(2)));

        assertThat(done(leases().freed(SeatMark.none(practice, DAY, List.of(0), appointmentKey(9), NOW), NOW)))
                .isEmpty();

        assertThat(done(inventory().findHold(idOf(practice, 1, 2), NOW))).isPresent();
    }

    @Test
    default void whoGivesAClaimBackLeavesAloneWhatOthersHaveOfItsSeats() {
        OdsCode practice = withBooking(0, 2);
        done(leases().freed(mark(practice, 1), NOW));
        ask(claim(practice, Kind.CONFIRM, 1, 1, 2, request(2)));

        done(inventory().withdraw(idOf(practice, 0, 1), Ending.NEVER_RECORDED, Optional.of(NOW)));

        assertThat(done(inventory().findHold(idOf(practice, 1, 2), NOW))).isPresent();
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2, 3, 4, 5));
    }

    @Test
    default void whoHoldsAgainLeavesAloneWhatOthersHaveOfItsSeats() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 2, 1, request(1)));
        CallerMark placer = placerOf(done(inventory().confirm(confirm(idOf(practice, 0, 1), 1, request(3), NOW))));
        done(leases().freed(mark(practice, 1), NOW));
        ask(claim(practice, Kind.CONFIRM, 1, 1, 2, request(2)));

        done(inventory().holdAgain(idOf(practice, 0, 1), placer, NOW));

        assertThat(done(inventory().findHold(idOf(practice, 1, 2), NOW))).isPresent();
    }

    @Test
    default void aMarkOfAnotherAppointmentIsNobodyElsesHoweverAlikeItLooks() {
        OdsCode practice = withArrived(0, 1);
        SeatMark marked = mark(practice, 0);
        SeatMark alike =
                new SeatMark(practice, DAY, List.of(0), appointmentKey(9), marked.changedAt(), marked.content());

        assertThat(done(leases().freed(alike, NOW))).isEmpty();

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
    }
}
