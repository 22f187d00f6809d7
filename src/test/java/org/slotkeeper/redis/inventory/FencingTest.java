package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.HOLD_TIME;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.at;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.confirm;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.patient;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.testing.Futures.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.booking.spi.ClaimAnswer.OwnHold;
import org.slotkeeper.booking.spi.HeldSeats;
import org.slotkeeper.booking.spi.SlotInventory.Ending;
import org.slotkeeper.booking.spi.SlotInventory.GivingUp;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;

/** What is late, repeated or left over from an old owner changes nothing for the new one. Where the inventory's own doing cannot lose an entry, the test loses it by hand. */
final class FencingTest {

    private final RedisFixture redis = new RedisFixture();
    private final OdsCode practice = redis.practice(DAY, 6);
    private final Keys keys = Keys.of(practice);

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @Test
    void theIdOfAnOldHoldConfirmsNothingOfTheSamePatientsNewOne() {
        held(0, 1, 1, NOW);
        Instant later = NOW.plus(HOLD_TIME);
        held(0, 1, 2, later);

        assertThat(await(redis.inventory.confirm(confirm(idOf(practice, 0, 1), 1, request(3), later))))
                .isEqualTo(refused(Reason.HOLD_EXPIRED));
        assertThat(holdOf(1, later)).map(HeldSeats::id).contains(idOf(practice, 0, 2));
    }

    @Test
    void aRequestIdThatConfirmedOneHoldDoesNotConfirmAnother() {
        held(0, 1, 1, NOW);
        held(1, 2, 2, NOW);
        assertThat(await(redis.inventory.confirm(confirm(idOf(practice, 0, 1), 1, request(3, 3), NOW))))
                .isInstanceOf(Claimed.class);

        assertThat(await(redis.inventory.confirm(confirm(idOf(practice, 1, 2), 2, request(3, 4), NOW))))
                .isEqualTo(refused(Reason.REQUEST_ID_REUSED));
        assertThat(holdOf(2, NOW)).isPresent();
    }

    /** Engines' clocks differ: the hold placed last may be the first to expire. */
    @Test
    void aHoldByAnEngineWhoseClockIsBehindIsVoidInItsTime() {
        held(0, 1, 1, NOW.plusSeconds(30));
        held(1, 2, 2, NOW);

        assertThat(free(NOW.plus(HOLD_TIME).minusMillis(1)).get(1)).isFalse();
        assertThat(free(NOW.plus(HOLD_TIME)).get(1)).isTrue();
        held(1, 3, 3, NOW.plus(HOLD_TIME));
    }

    /** The first try may come to the ledger yet: what is given back of the second leaves that remembered. */
    @Test
    void aTryAnewIsOneThoughTheMarkerOfTheFirstOneIsGone() {
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        assertThat(await(redis.inventory.claim(claim))).isInstanceOf(Claimed.class);
        await(redis.inventory.withdraw(idOf(practice, 0, 1), Ending.LEDGER_ANSWERS, Optional.empty()));
        ClaimAnswer.Met met = (ClaimAnswer.Met) await(redis.inventory.claim(claim));
        say("DEL", keys.marker(Texts.hex(claim.request().key())));

        assertThat(await(redis.inventory.claim(claim, Optional.of(met)))).isInstanceOf(Claimed.class);

        assertThat(say("GET", keys.marker(Texts.hex(claim.request().key()))).get(0))
                .startsWith("Q");
    }

    @Test
    void aHoldThatIsGivenUpTakesNoOtherHoldsEntryWithIt() {
        held(0, 1, 1, NOW);
        say("DEL", keys.holders());
        held(3, 1, 2, NOW);

        assertThat(await(redis.inventory.giveUp(idOf(practice, 0, 1), request(90))))
                .isEqualTo(GivingUp.DONE);

        assertThat(holdOf(1, NOW)).map(HeldSeats::id).contains(idOf(practice, 3, 2));
        assertThat(claimed(Kind.HOLD, 4, 1, 3, NOW))
                .isInstanceOfSatisfying(
                        OwnHold.class, own -> assertThat(own.reason()).isEqualTo(Reason.HOLD_EXISTS));
    }

    @Test
    void aHoldThatIsConfirmedTakesNoOtherHoldsEntryWithIt() {
        held(0, 1, 1, NOW);
        say("DEL", keys.holders());
        held(3, 1, 2, NOW);

        assertThat(await(redis.inventory.confirm(confirm(idOf(practice, 0, 1), 1, request(3), NOW))))
                .isInstanceOf(Claimed.class);

        assertThat(holdOf(1, NOW)).map(HeldSeats::id).contains(idOf(practice, 3, 2));
        assertThat(claimed(Kind.HOLD, 4, 1, 4, NOW))
                .isInstanceOfSatisfying(
                        OwnHold.class, own -> assertThat(own.reason()).isEqualTo(Reason.HOLD_EXISTS));
    }

    @Test
    void anEntryLeftBehindDoesNotShowAPatientTheHoldOfAnother() {
        held(0, 1, 1, NOW);
        loseClaim(0);
        held(0, 2, 2, NOW);

        assertThat(holdOf(1, NOW)).isEmpty();
        assertThat(holdOf(2, NOW)).isPresent();
        held(1, 1, 3, NOW);
    }

    @Test
    void anEntryLeftBehindDoesNotTakeAConfirmOnItsWayForAHold() {
        held(0, 1, 1, NOW);
        loseClaim(0);
        assertThat(claimed(Kind.CONFIRM, 0, 1, 2, NOW)).isInstanceOf(Claimed.class);

        assertThat(holdOf(1, NOW)).isEmpty();
        held(1, 1, 3, NOW);
    }

    private void held(int ordinal, int patient, int request, Instant now) {
        assertThat(claimed(Kind.HOLD, ordinal, patient, request, now)).isInstanceOf(Claimed.class);
    }

    private ClaimAnswer claimed(Kind kind, int ordinal, int patient, int request, Instant now) {
        Claim claim = claim(practice, kind, ordinal, 1, patient, request(request));
        return await(redis.inventory.claim(at(claim, now)));
    }

    private static ClaimAnswer refused(Reason reason) {
        return new ClaimAnswer.Refused(new Refusal.Plain(reason));
    }

    private Optional<HeldSeats> holdOf(int patient, Instant now) {
        return await(redis.inventory.holdOf(practice, patient(patient), now));
    }

    private BitSet free(Instant now) {
        return await(redis.inventory.availability(practice, List.of(DAY), now)).on(DAY);
    }

    /** As if the claim had never been, but for its patient's entry. */
    private void loseClaim(int ordinal) {
        say("HDEL", keys.claims(), Texts.field(DAY, ordinal));
        say("SETBIT", keys.seats(DAY), Integer.toString(ordinal), "1");
    }

    @CanIgnoreReturnValue
    private static List<String> say(String... words) {
        return RedisTalk.say(Stores.redis(), words);
    }
}
