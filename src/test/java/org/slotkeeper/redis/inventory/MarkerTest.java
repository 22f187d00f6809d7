package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.confirm;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.booking.InventoryRequests.withVerdict;
import static org.slotkeeper.testing.Futures.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;

/**
 * What a request leaves in Redis: at eight o'clock nearly all are refused, and what is kept of each of them, and for how
 * long, is what a rush takes of its memory.
 */
final class MarkerTest {

    /** Kind, fingerprint, when, and the version of the book: what was free is not kept. */
    private static final int LOST_RACE_BYTES = 1 + 16 + 13 + 10;

    private static final int CLAIM_BYTES = 1 + 16 + 13 + 5;

    private final RedisFixture redis = new RedisFixture();
    private OdsCode practice;

    @BeforeEach
    void aPracticeWithSixSeatsOfWhichTheFirstIsTaken() {
        practice = redis.practice(DAY, 6);
        assertThat(ask(claim(practice, Kind.CONFIRM, 0, 1, 1, request(1)))).isInstanceOf(ClaimAnswer.Claimed.class);
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    private ClaimAnswer ask(Claim claim) {
        return await(redis.inventory.claim(claim));
    }

    private void refuse(Claim claim) {
        assertThat(ask(claim)).isInstanceOf(ClaimAnswer.Denied.class);
    }

    @Test
    void aLostRaceIsShortAndKeptForAShortWhile() {
        refuse(claim(practice, Kind.CONFIRM, 0, 1, 2, request(2)));

        assertThat(bytes(2)).isEqualTo(LOST_RACE_BYTES);
        assertIsKeptForAShortWhile(2);
    }

    @Test
    void soIsThatOfTwoSlots() {
        refuse(claim(practice, Kind.CONFIRM, 0, 2, 2, request(2)));

        assertThat(bytes(2)).isEqualTo(LOST_RACE_BYTES);
        assertIsKeptForAShortWhile(2);
    }

    @Test
    void soIsARefusalByTheRules() {
        Refusal early = new Refusal.Plain(Refusal.Reason.ONLINE_BOOKING_OFF);
        refuse(withVerdict(claim(practice, Kind.CONFIRM, 1, 1, 2, request(2)), early));

        assertIsKeptForAShortWhile(2);
    }

    @Test
    void soIsTheRefusalOfAConfirm() {
        var refused = redis.inventory.confirm(confirm(idOf(practice, 3, 8), 2, request(2), NOW));

        assertThat(await(refused)).isInstanceOf(ClaimAnswer.Denied.class);
        assertIsKeptForAShortWhile(2);
    }

    @Test
    void aClaimIsKeptForLong() {
        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 3, request(3)))).isInstanceOf(ClaimAnswer.Claimed.class);

        assertThat(bytes(1)).isEqualTo(CLAIM_BYTES);
        assertThat(bytes(3)).isEqualTo(CLAIM_BYTES);
        assertThat(left(1)).isBetween(RedisFixture.REFUSAL_MEMORY, RedisFixture.REQUEST_MEMORY);
        assertThat(left(3)).isBetween(RedisFixture.REFUSAL_MEMORY, RedisFixture.REQUEST_MEMORY);
    }

    private void assertIsKeptForAShortWhile(int request) {
        assertThat(left(request)).isBetween(Duration.ofMillis(1), RedisFixture.REFUSAL_MEMORY);
    }

    private Duration left(int request) {
        return Duration.ofMillis(said("PTTL", request));
    }

    private long bytes(int request) {
        return said("STRLEN", request);
    }

    private long said(String question, int request) {
        String marker = Keys.of(practice).marker(Texts.hex(request(request).key()));
        return Long.parseLong(
                RedisTalk.say(Stores.redis(), question, marker).get(0).replace(":", ""));
    }
}
