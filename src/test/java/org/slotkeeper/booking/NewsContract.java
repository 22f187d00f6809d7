package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.APPOINTMENTS_MAX;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.at;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.confirm;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.news;
import static org.slotkeeper.booking.InventoryRequests.ofClaim;
import static org.slotkeeper.booking.InventoryRequests.patient;
import static org.slotkeeper.booking.InventoryRequests.replacing;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.booking.InventoryRequests.timeOf;
import static org.slotkeeper.booking.InventoryUnderTest.refusalOf;
import static org.slotkeeper.booking.InventoryUnderTest.refused;
import static org.slotkeeper.booking.InventoryUnderTest.seats;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Refusal;
import org.slotkeeper.domain.Refusal.Reason;
import org.slotkeeper.domain.SeatNews;

/** What every inventory makes of news from the ledger. */
public interface NewsContract extends InventoryUnderTest {

    @Test
    default void aPatientHasSoManyAppointmentsToComeAndNoMore() {
        OdsCode practice = freshPractice();
        for (int booked = 0; booked < APPOINTMENTS_MAX; booked++) {
            done(inventory().tell(List.of(news(practice, booked, 1, 10 + booked, true, 1))));
        }

        assertThat(refusalOf(ask(claim(practice, Kind.HOLD, 4, 1, 1, request(1)))))
                .isEqualTo(new Refusal.PatientLimit(APPOINTMENTS_MAX));
        assertThat(ask(replacing(claim(practice, Kind.CONFIRM, 4, 1, 1, request(2)), timeOf(0, 1))))
                .isInstanceOf(Claimed.class);
    }

    @Test
    default void anAppointmentCountsTowardsTheLimitUntilTheInstantBeforeItBegins() {
        OdsCode practice = freshPractice();
        for (int booked = 0; booked < APPOINTMENTS_MAX; booked++) {
            done(inventory().tell(List.of(news(practice, booked, 1, 10 + booked, true, 1))));
        }

        Instant firstBegins = timeOf(0, 1).start();
        assertThat(refusalOf(ask(at(claim(practice, Kind.HOLD, 4, 1, 1, request(1)), firstBegins.minusMillis(1)))))
                .isEqualTo(new Refusal.PatientLimit(APPOINTMENTS_MAX));
        assertThat(ask(at(claim(practice, Kind.HOLD, 4, 1, 1, request(2)), firstBegins)))
                .isInstanceOf(Claimed.class);
    }

    @Test
    default void aPatientIsAtAnAppointmentUntilTheInstantBeforeItEnds() {
        OdsCode practice = freshPractice();
        done(inventory().tell(List.of(news(practice, 0, 1, 10, true, 1))));
        Instant ends = timeOf(0, 1).end();
        List<Claim.Places> elsewhere = List.of(new Claim.Places(4, 1));

        Claim last = claim(practice, Kind.HOLD, elsewhere, timeOf(0, 2), 1, request(1), ends.minusMillis(1));
        assertThat(ask(last)).isEqualTo(refused(Reason.PATIENT_OVERLAP));
        Claim after = claim(practice, Kind.HOLD, elsewhere, timeOf(0, 2), 1, request(2), ends);
        assertThat(ask(after)).isInstanceOf(Claimed.class);
    }

    @Test
    default void aPatientIsInOnePlaceAtATime() {
        OdsCode practice = freshPractice();
        done(inventory().tell(List.of(news(practice, 1, 1, 10, true, 1))));
        List<Claim.Places> elsewhere = List.of(new Claim.Places(4, 1));

        Claim overlapping = claim(practice, Kind.HOLD, elsewhere, timeOf(0, 2), 1, request(1), NOW);
        assertThat(ask(overlapping)).isEqualTo(refused(Reason.PATIENT_OVERLAP));
        Claim adjacent = claim(practice, Kind.HOLD, elsewhere, timeOf(2, 1), 1, request(2), NOW);
        assertThat(ask(adjacent)).isInstanceOf(Claimed.class);
        Claim moving = claim(practice, Kind.CONFIRM, List.of(new Claim.Places(5, 1)), timeOf(0, 2), 1, request(3), NOW);
        assertThat(ask(replacing(moving, timeOf(1, 1)))).isInstanceOf(Claimed.class);
    }

    @Test
    default void anAppointmentThatEndedLeavesTheDiary() {
        OdsCode practice = freshPractice();
        done(inventory().tell(List.of(news(practice, 1, 1, 10, true, 1))));
        done(inventory().tell(List.of(news(practice, 1, 1, 11, false, 1))));

        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, request(1)))).isInstanceOf(Claimed.class);
    }

    @Test
    default void aMoveThatGaveNoSeatBackIsNewsOfTheTimeThatIsOver() {
        OdsCode practice = freshPractice();
        SeatNews longer = news(practice, 1, 2, 11, true, 1);
        SeatNews over = new SeatNews(
                practice,
                longer.day(),
                List.of(),
                11,
                11,
                false,
                "",
                Optional.of(new SeatNews.PatientTime(patient(1), timeOf(1, 1))));
        done(inventory().tell(List.of(news(practice, 1, 1, 10, true, 1))));

        done(inventory().tell(List.of(over, longer)));
        done(inventory().tell(List.of(over, longer)));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 3, 4, 5));
        done(inventory().tell(List.of(news(practice, 1, 2, 12, false, 1))));
        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, request(1)))).isInstanceOf(Claimed.class);
    }

    @Test
    default void anAppointmentEndsTheClaimItCameOf() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 2, 1, request(1)));

        done(inventory().tell(List.of(news(practice, 0, 2, 10, true, 1))));

        assertThat(done(inventory().findHold(idOf(practice, 0, 1), NOW))).isEmpty();
        assertThat(done(inventory().withdraw(idOf(practice, 0, 1), Ending.NEVER_RECORDED)))
                .isFalse();
        assertThat(free(practice, NOW)).isEqualTo(seats(2, 3, 4, 5));
    }

    @Test
    default void aCancelledSeatIsFreeAgain() {
        OdsCode practice = freshPractice();
        done(inventory().tell(List.of(news(practice, 0, 1, 10, true, 1), news(practice, 0, 1, 11, false, 1))));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void newsThatComesLateRepeatedOrInAnotherOrderChangesNothing() {
        OdsCode practice = freshPractice();
        done(inventory().tell(List.of(news(practice, 0, 1, 11, false, 1))));
        done(inventory().tell(List.of(news(practice, 0, 1, 10, true, 1))));
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));

        done(inventory().tell(List.of(news(practice, 0, 1, 12, true, 1))));
        done(inventory().tell(List.of(news(practice, 0, 1, 11, false, 1))));
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void aSeatThatIsFreedStaysWithWhoeverHasAClaimOnIt() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));

        done(inventory().tell(List.of(news(practice, 0, 1, 10, false, 2))));

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(done(inventory().holdOf(practice, patient(1), NOW))).isPresent();
    }

    @Test
    default void aHoldThatLostASeatIsNoHold() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 3, 1, request(1)));

        done(inventory().tell(List.of(news(practice, 1, 1, 10, true, 2))));

        assertThat(done(inventory().holdOf(practice, patient(1), NOW))).isEmpty();
        assertThat(done(inventory().confirm(confirm(idOf(practice, 0, 1), 1, request(2), NOW))))
                .isEqualTo(refused(Reason.HOLD_EXPIRED));
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2, 3, 4, 5));
    }

    /** Two desks tell, and the later change is told first: the booking's claim must not stand in the way of the seat until its lease ends. */
    @Test
    default void aCancellationThatOvertakesItsBookingGivesTheSeatBackAtOnce() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));

        done(inventory().tell(List.of(ofClaim(1, news(practice, 0, 1, 11, false, 1)))));
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));

        done(inventory().tell(List.of(ofClaim(1, news(practice, 0, 1, 10, true, 1)))));
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
        assertThat(ask(claim(practice, Kind.CONFIRM, 0, 1, 2, request(2)))).isInstanceOf(Claimed.class);
    }

    @Test
    default void aBookingOfSeveralSeatsThatWasOvertakenLeavesThemAllFree() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 2, 1, request(1)));

        done(inventory().tell(List.of(ofClaim(1, news(practice, 0, 2, 11, false, 1)))));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    /** Who cancels what was moved knows the key of the booking, and not that of the move. */
    @Test
    default void aCancellationThatOvertakesAMoveGivesTheSeatBackWhenTheMoveIsHeardOf() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(2)));

        done(inventory().tell(List.of(ofClaim(1, news(practice, 0, 1, 12, false, 1)))));
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
        done(inventory().tell(List.of(ofClaim(2, news(practice, 0, 1, 11, true, 1)))));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
        assertThat(done(inventory().findHold(idOf(practice, 0, 2), NOW))).isEmpty();
    }

    @Test
    default void aBookingThatIsHeardOfLateLeavesTheSeatToItsNextOwner() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));
        done(inventory().tell(List.of(ofClaim(1, news(practice, 0, 1, 11, false, 1)))));
        ask(claim(practice, Kind.CONFIRM, 0, 1, 2, request(2)));

        done(inventory().tell(List.of(ofClaim(1, news(practice, 0, 1, 10, true, 1)))));
        done(inventory().tell(List.of(ofClaim(1, news(practice, 0, 1, 11, false, 1)))));

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(done(inventory().findHold(idOf(practice, 0, 2), NOW))).isPresent();
    }

    @Test
    default void aPartThatWasGivenUpIsFreeAndTheRestIsKept() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 2, 1, request(1)));

        done(inventory().tell(List.of(ofClaim(1, news(practice, 0, 1, 11, false, 1)))));
        done(inventory().tell(List.of(ofClaim(1, news(practice, 0, 2, 10, true, 1)))));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2, 3, 4, 5));
    }

    @Test
    default void aHoldIsNoClaimThatAnythingHasComeOf() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));

        done(inventory().tell(List.of(ofClaim(1, news(practice, 0, 1, 11, false, 1)))));

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
    }
}
