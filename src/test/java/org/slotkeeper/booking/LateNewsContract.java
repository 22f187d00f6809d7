package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.HOLD_TIME;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.news;
import static org.slotkeeper.booking.InventoryRequests.ofClaim;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.booking.InventoryUnderTest.refused;
import static org.slotkeeper.booking.InventoryUnderTest.seats;
import static org.slotkeeper.booking.MemoryUnderTest.filling;
import static org.slotkeeper.booking.MemoryUnderTest.truth;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Refusal.Reason;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.reconcile.spi.LedgerMoment;

/** What every inventory makes of news that was on its way when the ledger was read for a filling: what that reading knew of is no news, and all else is. */
public interface LateNewsContract extends MemoryUnderTest {

    BitSet ALL_SEATS = seats(0, 1, 2, 3, 4, 5);

    /** Transactions 7 and 9 are under way, and all others before 10 have ended. */
    LedgerMoment TEN_ARE_NEXT = new LedgerMoment(7, 10, Set.of(7L, 9L));

    private OdsCode filledAt(LedgerMoment moment) {
        OdsCode practice = freshPractice();
        forget(practice);
        ledgerSays(practice, truth(1, ALL_SEATS, moment), NOW);
        assertThat(free(practice, NOW)).isEqualTo(ALL_SEATS);
        return practice;
    }

    private void tell(SeatNews... news) {
        done(inventory().tell(List.of(news)));
    }

    private void repair(OdsCode practice, BitSet free, LedgerMoment moment) {
        String life = done(refill().life(practice));
        done(refill().fill(filling(practice, life, truth(1, free, moment), true)));
    }

    @Test
    default void newsThatTheLastReadingKnewOfIsNoNewsHoweverLateItComes() {
        OdsCode practice = filledAt(TEN_ARE_NEXT);

        tell(news(practice, 0, 1, 101, 6, true, 1), news(practice, 1, 2, 102, 8, true, 2));

        assertThat(free(practice, NOW)).isEqualTo(ALL_SEATS);
        assertThat(ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)))).isInstanceOf(Claimed.class);
    }

    @Test
    default void newsOfATransactionThatHadNotBegunIsHeard() {
        OdsCode practice = filledAt(TEN_ARE_NEXT);

        tell(news(practice, 0, 1, 101, 10, true, 1), news(practice, 5, 1, 102, 11, true, 2));

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4));
    }

    @Test
    default void newsOfATransactionThatWasUnderWayIsHeard() {
        OdsCode practice = filledAt(TEN_ARE_NEXT);

        tell(news(practice, 0, 1, 101, 7, true, 1), news(practice, 5, 1, 102, 9, true, 2));

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 3, 4));
    }

    @Test
    default void newsThatIsToldBeforeTheFillingCountsIfTheReadingDidNotKnowOfIt() {
        OdsCode practice = freshPractice();
        forget(practice);
        String life = done(refill().life(practice));

        tell(
                news(practice, 0, 1, 101, 6, true, 1),
                news(practice, 1, 1, 102, 7, true, 2),
                news(practice, 2, 1, 103, 10, true, 3),
                news(practice, 4, 1, 104, 8, false, 4),
                news(practice, 5, 1, 105, 9, false, 5));
        done(refill().fill(filling(practice, life, truth(1, seats(0, 1, 2, 3), TEN_ARE_NEXT), false)));

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 3, 5));
    }

    @Test
    default void aTimeThatIsOverLeavesADiaryThoughItIsNoNewsThatItIs() {
        OdsCode practice = freshPractice();
        forget(practice);
        String life = done(refill().life(practice));
        tell(news(practice, 0, 1, 101, 5, true, 1));
        done(refill().fill(filling(practice, life, truth(1, ALL_SEATS, TEN_ARE_NEXT), false)));
        assertThat(ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)))).isEqualTo(refused(Reason.PATIENT_OVERLAP));

        tell(news(practice, 0, 1, 102, 6, false, 1));

        assertThat(ask(claim(practice, Kind.HOLD, 0, 1, 1, request(2)))).isInstanceOf(Claimed.class);
    }

    @Test
    default void anAppointmentThatTheLastReadingKnewOfComesIntoNoDiary() {
        OdsCode practice = filledAt(TEN_ARE_NEXT);

        tell(news(practice, 0, 1, 101, 6, true, 1));

        assertThat(ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)))).isInstanceOf(Claimed.class);
    }

    @Test
    default void aRepairGoesByItsReadingAndNotByNewsThatThisKnewOf() {
        OdsCode practice = filledAt(new LedgerMoment(2, 2, Set.of()));
        tell(news(practice, 0, 1, 101, 6, true, 1), news(practice, 1, 1, 102, 7, true, 2));

        repair(practice, ALL_SEATS, TEN_ARE_NEXT);

        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2, 3, 4, 5));
        tell(news(practice, 2, 1, 103, 8, true, 3), news(practice, 3, 1, 104, 10, true, 4));
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2, 4, 5));
    }

    @Test
    default void aRepairFromAnEarlierReadingChangesNothing() {
        OdsCode practice = filledAt(TEN_ARE_NEXT);
        BitSet before = seats(0);

        repair(practice, before, new LedgerMoment(7, 9, Set.of(7L)));
        repair(practice, before, new LedgerMoment(6, 10, Set.of(6L, 7L, 9L)));
        repair(practice, before, new LedgerMoment(7, 10, Set.of(7L, 8L, 9L)));
        assertThat(free(practice, NOW)).isEqualTo(ALL_SEATS);

        repair(practice, seats(1), TEN_ARE_NEXT);
        assertThat(free(practice, NOW)).isEqualTo(seats(1));
        repair(practice, seats(2), new LedgerMoment(9, 10, Set.of(9L)));
        assertThat(free(practice, NOW)).isEqualTo(seats(2));
    }

    @Test
    default void aConfirmThatLedToABookingEndsWithTheRepairThatKnowsOfIt() {
        OdsCode practice = filledAt(new LedgerMoment(2, 2, Set.of()));
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));
        ask(claim(practice, Kind.CONFIRM, 1, 1, 2, request(2)));

        repair(practice, seats(1, 2, 3, 4, 5), TEN_ARE_NEXT);
        tell(SeatNews.doubt(practice, DAY, List.of(0), 9, ""), news(practice, 0, 1, 101, 6, true, 1));

        assertThat(free(practice, NOW)).isEqualTo(seats(2, 3, 4, 5));
        assertThat(done(refill().suspects(practice, NOW.plus(HOLD_TIME))))
                .extracting(suspect -> suspect.seats().ordinals())
                .containsExactly(List.of(1));
    }

    /** It was booked and cancelled before the ledger was read, and neither was told before: the claim must not keep the seats until its lease ends. */
    @Test
    default void newsThatTheLastReadingKnewOfEndsItsClaimAndGivesItsSeatsBack() {
        OdsCode practice = filledAt(new LedgerMoment(2, 2, Set.of()));
        ask(claim(practice, Kind.CONFIRM, 0, 2, 1, request(1)));
        repair(practice, ALL_SEATS, TEN_ARE_NEXT);
        assertThat(free(practice, NOW)).isEqualTo(seats(2, 3, 4, 5));

        tell(ofClaim(1, news(practice, 0, 2, 101, 5, true, 1)));

        assertThat(free(practice, NOW)).isEqualTo(ALL_SEATS);
        assertThat(done(refill().suspects(practice, NOW.plus(HOLD_TIME)))).isEmpty();
        tell(ofClaim(1, news(practice, 0, 2, 102, 6, false, 1)));
        assertThat(ask(claim(practice, Kind.CONFIRM, 0, 2, 2, request(2)))).isInstanceOf(Claimed.class);
        tell(ofClaim(1, news(practice, 0, 2, 102, 6, false, 1)));
        assertThat(free(practice, NOW)).as("the next one's claim stands").isEqualTo(seats(2, 3, 4, 5));
    }

    @Test
    default void aCancellationThatTheLastReadingKnewOfEndsAllOfTheClaim() {
        OdsCode practice = filledAt(new LedgerMoment(2, 2, Set.of()));
        ask(claim(practice, Kind.CONFIRM, 0, 2, 1, request(1)));
        repair(practice, ALL_SEATS, TEN_ARE_NEXT);

        tell(ofClaim(1, news(practice, 1, 1, 102, 6, false, 1)));

        assertThat(free(practice, NOW)).isEqualTo(ALL_SEATS);
    }

    @Test
    default void aSeatThatHasAnOwnerByLaterNewsIsNotGivenBackByNewsThatTheReadingKnewOf() {
        OdsCode practice = filledAt(new LedgerMoment(2, 2, Set.of()));
        ask(claim(practice, Kind.CONFIRM, 0, 3, 1, request(1)));
        repair(practice, ALL_SEATS, TEN_ARE_NEXT);
        tell(ofClaim(2, news(practice, 1, 1, 103, 10, true, 2)));
        BitSet left = free(practice, NOW);

        tell(ofClaim(1, news(practice, 0, 3, 101, 5, true, 1)));

        assertThat(left.get(1)).isFalse();
        assertThat(free(practice, NOW)).isEqualTo(seats(0, 2, 3, 4, 5));
    }

    @Test
    default void neitherAHoldNorAClaimOfAnotherEndsWithNewsThatTheReadingKnewOf() {
        OdsCode practice = filledAt(new LedgerMoment(2, 2, Set.of()));
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));
        ask(claim(practice, Kind.CONFIRM, 1, 1, 2, request(2)));
        ask(claim(practice, Kind.CONFIRM, 2, 1, 3, request(3)));
        repair(practice, ALL_SEATS, TEN_ARE_NEXT);

        tell(
                ofClaim(1, news(practice, 0, 1, 101, 5, true, 1)),
                ofClaim(9, news(practice, 1, 1, 102, 6, true, 2)),
                ofClaim(3, SeatNews.doubt(practice, DAY, List.of(2), 5, "")));

        assertThat(free(practice, NOW)).isEqualTo(seats(3, 4, 5));
    }

    @Test
    default void aDoubtFromNoLaterThanTheReadingIsNoNews() {
        OdsCode practice = filledAt(TEN_ARE_NEXT);

        tell(
                SeatNews.doubt(practice, DAY, List.of(0), 5, ""),
                SeatNews.doubt(practice, DAY, List.of(1), 7, ""),
                SeatNews.doubt(practice, DAY, List.of(2), 9, ""));

        assertThat(free(practice, NOW)).isEqualTo(ALL_SEATS);
    }

    @Test
    default void aDoubtFromLaterThanTheReadingIsHeard() {
        OdsCode practice = filledAt(TEN_ARE_NEXT);
        ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)));

        tell(SeatNews.doubt(practice, DAY, List.of(0, 3), 10, ""));

        assertThat(free(practice, NOW)).isEqualTo(seats(1, 2, 4, 5));
        assertThat(done(refill().suspects(practice, NOW.plus(HOLD_TIME)))).isEmpty();
    }
}
