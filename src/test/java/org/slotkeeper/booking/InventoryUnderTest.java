package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.claim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.ClaimAnswer.Refused;
import org.slotkeeper.booking.spi.HeldSeats.CallerMark;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.Patience;

/** An inventory and how the contracts ask it. A practice has six seats on the day, in version 1 of its book, each a slot of its own unless a test says otherwise. */
public interface InventoryUnderTest {

    int SEATS = 6;

    SlotInventory inventory();

    /** A practice that no other test knows, with {@link #SEATS} free seats on the day. */
    OdsCode freshPractice();

    @CanIgnoreReturnValue
    default <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception cause) {
            throw new AssertionError(cause);
        }
    }

    @CanIgnoreReturnValue
    default ClaimAnswer ask(Claim claim) {
        return done(inventory().claim(claim));
    }

    default BitSet free(OdsCode practice, Instant now) {
        return done(inventory().availability(practice, List.of(DAY), now)).on(DAY);
    }

    static ClaimAnswer.Denied refused(Reason reason) {
        return new Refused(new Refusal.Plain(reason));
    }

    static Refusal refusalOf(ClaimAnswer answer) {
        assertThat(answer).isInstanceOf(Refused.class);
        return ((Refused) answer).refusal();
    }

    /** Who placed the hold that was confirmed just now. */
    static CallerMark placerOf(ClaimAnswer confirmed) {
        return confirmed.whatIsClaimed().flatMap(ClaimAnswer.Claimed::placer).orElseThrow();
    }

    static BitSet seats(int... ordinals) {
        BitSet seats = new BitSet();
        for (int ordinal : ordinals) {
            seats.set(ordinal);
        }
        return seats;
    }
}
