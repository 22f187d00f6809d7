package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.HOLD_TIME;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.at;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.booking.InventoryRequests.withLayout;
import static org.slotkeeper.booking.InventoryRequests.withVerdict;
import static org.slotkeeper.booking.InventoryUnderTest.refusalOf;
import static org.slotkeeper.booking.InventoryUnderTest.refused;
import static org.slotkeeper.booking.InventoryUnderTest.seats;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.booking.spi.ClaimAnswer.Met;
import org.slotkeeper.booking.spi.ClaimAnswer.Refused;
import org.slotkeeper.booking.spi.ClaimAnswer.Running;
import org.slotkeeper.booking.spi.ClaimAnswer.StaleLayout;
import org.slotkeeper.booking.spi.ClaimAnswer.Taken;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.appointment.RefusalText;
import org.slotkeeper.domain.party.OdsCode;

/** What every inventory answers to claims, and to the same request again. */
public interface ClaimContract extends InventoryUnderTest {

    @Test
    default void whatIsPublishedIsFree() {
        assertThat(free(freshPractice(), NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void aClaimedSeatIsNoLongerFree() {
        OdsCode practice = freshPractice();

        assertThat(ask(claim(practice, Kind.HOLD, 2, 2, 1, request(1))))
                .isEqualTo(new Claimed(List.of(2, 3), NOW.plus(HOLD_TIME)));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 4, 5));
    }

    @Test
    default void whereOneSeatIsTakenNoneIsClaimed() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 3, 1, 1, request(1)));

        assertThat(ask(claim(practice, Kind.CONFIRM, 2, 2, 2, request(2)))).isInstanceOf(Taken.class);

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 4, 5));
    }

    @Test
    default void aSlotGivesItsLowestFreeSeat() {
        OdsCode practice = freshPractice();
        List<Claim.Places> group = List.of(new Claim.Places(1, 3));

        for (int seat = 1; seat <= 3; seat++) {
            assertThat(ask(claim(practice, Kind.CONFIRM, group, seat, request(seat), NOW)))
                    .isEqualTo(new Claimed(List.of(seat), NOW.plus(HOLD_TIME)));
        }
        assertThat(ask(claim(practice, Kind.CONFIRM, group, 4, request(4), NOW)))
                .isInstanceOf(Taken.class);
    }

    @Test
    default void aSlotAllOfWhosePlacesAreRetiredIsTakenThoughItIsFree() {
        OdsCode practice = freshPractice();
        List<Claim.Places> retired = List.of(new Claim.Places(2, 1, 1));

        assertThat(ask(claim(practice, Kind.CONFIRM, retired, 1, request(1), NOW)))
                .isInstanceOf(Taken.class);
        assertThat(ask(claim(practice, Kind.HOLD, retired, 1, request(2), NOW))).isInstanceOf(Taken.class);

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void aPlaceCanBeHadOnlyWhileMoreAreFreeThanAreRetired() {
        OdsCode practice = freshPractice();
        List<Claim.Places> group = List.of(new Claim.Places(1, 4, 2));

        for (int seat = 1; seat <= 2; seat++) {
            assertThat(ask(claim(practice, Kind.CONFIRM, group, seat, request(seat), NOW)))
                    .isEqualTo(new Claimed(List.of(seat), NOW.plus(HOLD_TIME)));
        }
        assertThat(ask(claim(practice, Kind.CONFIRM, group, 3, request(3), NOW)))
                .isInstanceOf(Taken.class);
    }

    @Test
    default void theSameRequestIsGivenTheSameHold() {
        OdsCode practice = freshPractice();
        Claim hold = claim(practice, Kind.HOLD, 0, 1, 1, request(1));
        ClaimAnswer first = ask(hold);

        assertThat(ask(at(hold, NOW.plusSeconds(20)))).isEqualTo(first);
        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    default void theSameConfirmIsSaidToBeOnItsWayForAsLongAsItsClaimIsThere() {
        for (int slots : List.of(1, 2)) {
            OdsCode practice = freshPractice();
            Claim claim = claim(practice, Kind.CONFIRM, 0, slots, 1, request(1));
            ask(claim);

            assertThat(ask(at(claim, NOW.plusSeconds(20)))).isEqualTo(new Running());

            done(inventory().withdraw(idOf(practice, 0, 1), Ending.LEDGER_ANSWERS));
            ClaimAnswer met = ask(at(claim, NOW.plusSeconds(21)));
            assertThat(met).isInstanceOf(Met.class);
            assertThat(done(inventory().claim(at(claim, NOW.plusSeconds(22)), Optional.of((Met) met))))
                    .as("the ledger has not met it")
                    .isInstanceOf(Claimed.class);
            assertThat(done(inventory().claim(at(claim, NOW.plusSeconds(22)), Optional.of((Met) met))))
                    .as("another try was quicker")
                    .isEqualTo(new Running());
        }
    }

    @Test
    default void ofTwoTriesThatAskedTheLedgerOneGoesOn() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        ask(claim);
        done(inventory().withdraw(idOf(practice, 0, 1), Ending.LEDGER_ANSWERS));
        Optional<Met> both = Optional.of((Met) ask(claim));
        ask(at(claim, NOW.plusSeconds(1)));
        assertThat(done(inventory().claim(at(claim, NOW.plusSeconds(2)), both))).isInstanceOf(Claimed.class);
        done(inventory().withdraw(idOf(practice, 0, 1), Ending.LEDGER_ANSWERS));

        assertThat(done(inventory().claim(at(claim, NOW.plusSeconds(3)), both)))
                .as("what the ledger was asked about is over")
                .isInstanceOf(Met.class);
    }

    @Test
    default void aMoveThatKeepsAllItIsToHaveClaimsNothingAndIsKnownAgain() {
        OdsCode practice = freshPractice();
        Claim keeping = claim(practice, Kind.CONFIRM, List.of(), 1, request(1), NOW);

        assertThat(ask(keeping)).isEqualTo(new Claimed(List.of(), NOW.plus(HOLD_TIME)));

        assertThat(ask(keeping)).isInstanceOf(Met.class);
        assertThat(ask(claim(practice, Kind.CONFIRM, 1, 1, 1, request(1, 99))))
                .isEqualTo(refused(Reason.REQUEST_ID_REUSED));
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void theSameRequestIsRefusedAgainWithTheAlternativesThereAreNow() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));
        Claim late = claim(practice, Kind.CONFIRM, 0, 1, 2, request(2));
        ClaimAnswer first = ask(late);
        ask(claim(practice, Kind.CONFIRM, 1, 1, 3, request(3)));

        assertThat(first).isInstanceOf(Taken.class);
        assertThat(((Taken) first).free().on(DAY)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(((Taken) first).free().freeSeats()).containsOnlyKeys(DAY, DAY.plusDays(1));
        assertThat(((Taken) first).asOf()).isEqualTo(NOW);
        Taken again = (Taken) ask(at(late, NOW.plusSeconds(20)));
        assertThat(again.free().on(DAY)).isEqualTo(seats(2, 3, 4, 5));
        assertThat(again.asOf()).isEqualTo(NOW);
    }

    @Test
    default void aRequestIdWithOtherContentIsRefused() {
        OdsCode practice = freshPractice();
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));

        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, request(1, 99))))
                .isEqualTo(refused(Reason.REQUEST_ID_REUSED));
    }

    @Test
    default void aRefusalByTheRulesIsRememberedAndTakesNothing() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.HOLD, 0, 1, 1, request(1));
        Refusal embargoed = new Refusal.Embargoed(NOW.plusSeconds(5));

        assertThat(refusalOf(ask(withVerdict(claim, embargoed)))).isEqualTo(embargoed);

        assertThat(refusalOf(ask(at(claim, NOW.plusSeconds(10))))).isEqualTo(embargoed);
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    default void anOldBookIsSaidToBeOldAndTheRequestMayTryAgain() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.HOLD, 0, 1, 1, request(1));

        assertThat(ask(withLayout(claim, 0))).isEqualTo(new StaleLayout(1));

        assertThat(ask(claim)).isInstanceOf(Claimed.class);
    }

    @Test
    default void eachRefusalIsGivenAgainAsItWas() {
        OdsCode practice = freshPractice();
        List<Refusal> refusals = List.of(
                new Refusal.Plain(Reason.SLOT_UNKNOWN),
                new Refusal.OutsideBookingWindow(NOW, NOW.plusSeconds(60)),
                new Refusal.NotAmendable("start"));
        for (int number = 0; number < refusals.size(); number++) {
            Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(number));
            Refusal refusal = refusals.get(number);
            assertThat(ask(withVerdict(claim, refusal))).isEqualTo(new Refused(refusal));
            assertThat(Optional.of(refusalOf(ask(claim))).map(RefusalText::of)).contains(RefusalText.of(refusal));
        }
    }
}
