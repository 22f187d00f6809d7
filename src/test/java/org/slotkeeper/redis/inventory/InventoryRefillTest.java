package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import static org.slotkeeper.booking.InventoryRequests.withLayout;
import static org.slotkeeper.testing.Futures.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.publishing.spi.SeatInventory.DayCount;
import org.slotkeeper.reconcile.spi.SeatLeases.Arrived;
import org.slotkeeper.reconcile.spi.SeatLeases.Lease;
import org.slotkeeper.redis.connection.RedisAway;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;

final class InventoryRefillTest {

    private final RedisFixture redis = new RedisFixture();
    private OdsCode practice;

    @BeforeEach
    void aPracticeWithSixSeats() {
        practice = redis.practice(DAY, 6);
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    private static BitSet seats(int... ordinals) {
        BitSet seats = new BitSet();
        for (int ordinal : ordinals) {
            seats.set(ordinal);
        }
        return seats;
    }

    private BitSet free(LocalDate day) {
        return await(redis.inventory.availability(practice, List.of(day), NOW)).on(day);
    }

    private ClaimAnswer ask(Kind kind, int ordinal, int number) {
        return await(redis.inventory.claim(claim(practice, kind, ordinal, 1, number, request(number))));
    }

    @Test
    void aForgottenPracticeIsWarmedBeforeItAnswers() {
        assertThat(ask(Kind.HOLD, 0, 1)).isInstanceOf(ClaimAnswer.Claimed.class);
        assertThat(free(DAY)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(redis.warmings).hasValue(1);
    }

    @Test
    void aPracticeThatStaysColdIsAFaultAndNotAnAnswer() {
        redis.truth(practice, 0, Map.of());

        assertThatThrownBy(() -> ask(Kind.HOLD, 0, 1)).hasRootCauseInstanceOf(RedisAway.class);
        assertThat(redis.warmings).hasValue(2);
    }

    @Test
    void aBookNewerThanTheInventoryIsFetchedFromTheLedger() {
        await(redis.warm(practice));
        redis.truth(practice, 2, Map.of(DAY, seats(0, 1, 2, 3, 4, 5, 6)));

        assertThat(await(redis.inventory.claim(withLayout(claim(practice, Kind.HOLD, 6, 1, 1, request(1)), 2))))
                .isInstanceOf(ClaimAnswer.Claimed.class);
    }

    @Test
    void aNewLifeIsFilledAnewAndLiveClaimsKeepTheirSeats() {
        assertThat(ask(Kind.HOLD, 0, 1)).isInstanceOf(ClaimAnswer.Claimed.class);
        assertThat(ask(Kind.CONFIRM, 1, 2)).isInstanceOf(ClaimAnswer.Claimed.class);

        new RedisMemory(redis).beginNewLife(practice);

        assertThat(free(DAY)).isEqualTo(seats(2, 3, 4, 5));
        assertThat(await(redis.inventory.holdOf(practice, patient(1), NOW))).isPresent();
        assertThat(redis.warmings).hasValue(2);
    }

    @Test
    void anExpiredHoldDoesNotOutliveARefill() {
        assertThat(ask(Kind.HOLD, 0, 1)).isInstanceOf(ClaimAnswer.Claimed.class);

        new RedisMemory(redis).beginNewLife(practice);
        await(redis.refill
                .life(practice)
                .compose(life -> redis.refill.fill(redis.filling(practice, life, NOW.plus(HOLD_TIME)))));

        assertThat(free(DAY)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    void aLateFillerOfAnOlderLifeChangesNothing() {
        String life = await(redis.refill.life(practice));
        new RedisMemory(redis).beginNewLife(practice);
        await(redis.warm(practice));
        redis.truth(practice, 9, Map.of(DAY, seats(0)));

        await(redis.refill.fill(redis.filling(practice, life, NOW)));

        assertThat(free(DAY)).isEqualTo(seats(0, 1, 2, 3, 4, 5));
    }

    @Test
    void theSecondOfTwoFillersChangesNothing() {
        await(redis.warm(practice));
        assertThat(ask(Kind.CONFIRM, 0, 1)).isInstanceOf(ClaimAnswer.Claimed.class);
        redis.truth(practice, 1, Map.of(DAY, seats(0, 1)));

        await(redis.warm(practice));

        assertThat(free(DAY)).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    void aDayOfAnEarlierLifeThatTheLedgerDoesNotKnowIsForgotten() {
        LocalDate next = DAY.plusDays(1);
        redis.truth(practice, 1, Map.of(DAY, seats(0), next, seats(0, 1)));
        assertThat(free(next)).isEqualTo(seats(0, 1));
        redis.truth(practice, 1, Map.of(DAY, seats(0)));

        new RedisMemory(redis).beginNewLife(practice);

        assertThat(free(next)).isEqualTo(seats());
    }

    @Test
    void warmPracticesAreThoseOfThisLife() {
        OdsCode other = redis.practice(DAY, 1);
        await(redis.warm(practice));

        assertThat(await(redis.refill.warmOf(List.of(practice, other)))).isEqualTo(Set.of(practice));
        new RedisMemory(redis).beginNewLife(practice);
        assertThat(await(redis.refill.warmOf(List.of(practice, other)))).isEmpty();
    }

    @Test
    void aConfirmIsSettledFromTheInstantItsLeaseEnds() {
        await(redis.inventory.claim(claim(practice, Kind.HOLD, 0, 2, 1, request(1))));
        Instant late = NOW.plus(HOLD_TIME).minusMillis(1);
        await(redis.inventory.confirm(confirm(idOf(practice, 0, 1), 1, request(2), late)));
        assertThat(ask(Kind.HOLD, 2, 3)).isInstanceOf(ClaimAnswer.Claimed.class);
        Instant leaseEnd = late.plusSeconds(30);

        assertThat(await(redis.leases.ended(practice, leaseEnd.minusMillis(1), 9)))
                .isEmpty();
        assertThat(await(redis.leases.ended(practice, leaseEnd, 9)))
                .extracting(Lease::seat)
                .containsExactlyInAnyOrder(new SeatId(practice, DAY, 0), new SeatId(practice, DAY, 1));
        assertThat(await(redis.leases.ended(practice, leaseEnd, 1))).hasSize(1);
    }

    @Test
    void newSeatsAreOpenedOnceAndInTheirTurn() {
        await(redis.warm(practice));

        await(redis.seats.open(practice, 2, Map.of(DAY, seats(6, 7), DAY.plusDays(1), seats(0))));
        await(redis.inventory.claim(withLayout(claim(practice, Kind.CONFIRM, 6, 1, 1, request(9)), 2)));
        await(redis.seats.open(practice, 2, Map.of(DAY, seats(6, 7))));

        assertThat(free(DAY)).isEqualTo(seats(0, 1, 2, 3, 4, 5, 7));
        assertThat(free(DAY.plusDays(1))).isEqualTo(seats(0));
        assertThat(redis.warmings).hasValue(1);
    }

    @Test
    void aGapInTheVersionsOfTheBookIsFilledFromTheLedger() {
        await(redis.warm(practice));
        redis.truth(practice, 3, Map.of(DAY, seats(0, 9)));

        await(redis.seats.open(practice, 3, Map.of(DAY, seats(9))));

        assertThat(free(DAY)).isEqualTo(seats(0, 9));
        assertThat(redis.warmings).hasValue(2);
    }

    @Test
    void onlyFreeSeatsAreBlockedAndOnlyTheirBlockerGivesThemBack() {
        assertThat(ask(Kind.HOLD, 0, 1)).isInstanceOf(ClaimAnswer.Claimed.class);
        Duration lease = Duration.ofSeconds(30);

        assertThat(await(redis.seats.block(
                        practice, DAY, seats(0, 1, 2), new SeatInventory.Blocker(appointmentKey(9), lease, NOW))))
                .isEqualTo(seats(1, 2));

        assertThat(free(DAY)).isEqualTo(seats(3, 4, 5));
        assertThat(await(redis.seats.count(practice, List.of(DAY), NOW)).days())
                .containsExactly(new DayCount(DAY, seats(3, 4, 5), seats(0, 1, 2)));
        await(redis.seats.unblock(practice, DAY, seats(0, 1, 2), appointmentKey(8)));
        assertThat(free(DAY)).isEqualTo(seats(3, 4, 5));
        await(redis.seats.unblock(practice, DAY, seats(0, 1, 2), appointmentKey(9)));
        assertThat(free(DAY)).isEqualTo(seats(1, 2, 3, 4, 5));
    }

    @Test
    void aBlockIsOverWhenItsSeatsAreWithdrawnAndNoMarkOfAnybody() {
        await(redis.seats.block(
                practice, DAY, seats(1, 2), new SeatInventory.Blocker(appointmentKey(9), Duration.ofSeconds(30), NOW)));
        SeatMark marked = await(redis.leases.mark(
                SeatMark.none(practice, DAY, List.of(1), appointmentKey(1), NOW), Duration.ofSeconds(30), NOW));
        assertThat(marked.content()).as("the practice has it").isEmpty();

        await(redis.leases.arrived(
                List.of(new Arrived(idOf(practice, 1, 9), NOW), new Arrived(idOf(practice, 2, 9), NOW))));

        assertThat(await(redis.leases.ended(practice, NOW.plusSeconds(30), 9))).isEmpty();
        assertThat(free(DAY)).isEqualTo(seats(0, 3, 4, 5));
    }

    @Test
    void whatTheNextVersionRetiresIsNotToBeHadByTheVersionBefore() {
        retire(2, Map.of(1, 1, 3, 2));

        assertThat(ask(Kind.CONFIRM, 1, 1)).isInstanceOf(ClaimAnswer.Taken.class);
        assertThat(ask(Kind.HOLD, 1, 2)).isInstanceOf(ClaimAnswer.Taken.class);
        assertThat(ask(Kind.CONFIRM, 0, 3)).isInstanceOf(ClaimAnswer.Claimed.class);
        List<Claim.Places> group = List.of(new Claim.Places(3, 3));
        assertThat(await(redis.inventory.claim(claim(practice, Kind.CONFIRM, group, 4, request(4), NOW))))
                .isInstanceOf(ClaimAnswer.Claimed.class);
        assertThat(await(redis.inventory.claim(claim(practice, Kind.CONFIRM, group, 5, request(5), NOW))))
                .isInstanceOf(ClaimAnswer.Taken.class);

        await(redis.seats.open(practice, 2, Map.of()));
        assertThat(await(redis.inventory.claim(withLayout(claim(practice, Kind.CONFIRM, 1, 1, 6, request(6)), 2))))
                .as("the book of that version says what is retired")
                .isInstanceOf(ClaimAnswer.Claimed.class);
    }

    @Test
    void whatAVersionRetiresThatNobodyRecordsIsToBeHadAgainWhenItsLeaseIsOver() {
        retire(2, Map.of(1, 1));
        Claim claim = claim(practice, Kind.CONFIRM, 1, 1, 1, request(1));

        assertThat(await(redis.inventory.claim(at(claim, NOW.plusSeconds(30).minusMillis(1)))))
                .isInstanceOf(ClaimAnswer.Taken.class);
        assertThat(await(redis.inventory.claim(
                        at(claim(practice, Kind.CONFIRM, 1, 1, 2, request(2)), NOW.plusSeconds(30)))))
                .isInstanceOf(ClaimAnswer.Claimed.class);
        assertThat(RedisTalk.say(Stores.redis(), "PTTL", Keys.of(practice).retiring()))
                .allSatisfy(left ->
                        assertThat(Long.parseLong(left)).isNotEqualTo(-1).isLessThanOrEqualTo(30_000L));
    }

    @Test
    void whatTwoVersionsRetireAtOnceIsLeftAloneByBoth() {
        retire(2, Map.of(0, 2));
        retire(2, Map.of(0, 1));
        List<Claim.Places> group = List.of(new Claim.Places(0, 3));

        assertThat(await(redis.inventory.claim(claim(practice, Kind.CONFIRM, group, 1, request(1), NOW))))
                .isInstanceOf(ClaimAnswer.Claimed.class);
        assertThat(await(redis.inventory.claim(claim(practice, Kind.CONFIRM, group, 2, request(2), NOW))))
                .isInstanceOf(ClaimAnswer.Taken.class);
    }

    /** Engines' clocks differ: the note that was made last may be the first to end. */
    @Test
    void whatIsRetiredIsLeftAloneUntilTheLastLeaseIsOver() {
        retire(2, Map.of(1, 1));
        await(redis.seats.retire(practice, 3, Map.of(DAY, Map.of(2, 1)), Duration.ofSeconds(30), NOW.minusSeconds(20)));

        for (int slot : new int[] {1, 2}) {
            Claim late = claim(practice, Kind.CONFIRM, slot, 1, slot, request(slot));
            assertThat(await(redis.inventory.claim(at(late, NOW.plusSeconds(29)))))
                    .isInstanceOf(ClaimAnswer.Taken.class);
        }
    }

    @Test
    void whatALaterVersionRetiresOutlastsTheWordOfTheOneBefore() {
        await(redis.warm(practice));
        retire(3, Map.of(1, 1));

        await(redis.seats.open(practice, 2, Map.of()));
        assertThat(await(redis.inventory.claim(withLayout(claim(practice, Kind.CONFIRM, 1, 1, 1, request(1)), 2))))
                .isInstanceOf(ClaimAnswer.Taken.class);

        await(redis.seats.open(practice, 3, Map.of()));
        assertThat(RedisTalk.say(Stores.redis(), "EXISTS", Keys.of(practice).retiring()))
                .containsExactly("0");
        assertThat(RedisTalk.say(Stores.redis(), "HEXISTS", Keys.of(practice).header(), "retiring"))
                .containsExactly("0");
    }

    @Test
    void whatIsRetiredOutlastsAFilling() {
        new RedisMemory(redis).beginNewLife(practice);
        retire(2, Map.of(1, 1));

        assertThat(ask(Kind.CONFIRM, 1, 1)).isInstanceOf(ClaimAnswer.Taken.class);
    }

    /** No call of Redis is about all of them: others are answered in between. */
    @Test
    void thousandsOfPlacesAreRetiredInPieces() {
        long before = redis.scriptCalls();

        retire(2, IntStream.range(0, 1_001).boxed().collect(Collectors.toMap(seat -> seat, seat -> 1)));

        assertThat(redis.scriptCalls() - before).isEqualTo(3);
        assertThat(ask(Kind.CONFIRM, 1, 1)).isInstanceOf(ClaimAnswer.Taken.class);
    }

    @Test
    void whatAVersionRetiresThatTheInventoryHasIsSaidByItsBook() {
        retire(1, Map.of(1, 1));

        assertThat(ask(Kind.CONFIRM, 1, 1)).isInstanceOf(ClaimAnswer.Claimed.class);
    }

    private void retire(int layoutVersion, Map<Integer, Integer> places) {
        await(redis.seats.retire(practice, layoutVersion, Map.of(DAY, places), Duration.ofSeconds(30), NOW));
    }

    /** No call of Redis is about all of them: others are answered in between. */
    @Test
    void aDayOfThousandsOfSeatsIsBlockedAndUnblockedInPieces() {
        BitSet all = new BitSet();
        all.set(0, 3_001);
        redis.truth(practice, 1, Map.of(DAY, all));
        await(redis.warm(practice));
        long before = redis.scriptCalls();

        BitSet blocked = await(redis.seats.block(
                practice, DAY, all, new SeatInventory.Blocker(appointmentKey(9), Duration.ofSeconds(30), NOW)));

        assertThat(blocked).isEqualTo(all);
        assertThat(redis.scriptCalls() - before).isBetween(7L, 8L);
        assertThat(free(DAY)).isEqualTo(new BitSet());
        long given = redis.scriptCalls();
        await(redis.seats.unblock(practice, DAY, all, appointmentKey(9)));
        assertThat(redis.scriptCalls() - given).isBetween(7L, 8L);
        assertThat(free(DAY)).isEqualTo(all);
    }

    @Test
    void aBlockThatNobodyEndedIsSettled() {
        await(redis.seats.block(
                practice, DAY, seats(1, 2), new SeatInventory.Blocker(appointmentKey(9), Duration.ofSeconds(30), NOW)));

        assertThat(await(redis.leases.ended(practice, NOW.plusSeconds(30), 9)))
                .extracting(Lease::seat)
                .containsExactlyInAnyOrder(new SeatId(practice, DAY, 1), new SeatId(practice, DAY, 2));
    }
}
