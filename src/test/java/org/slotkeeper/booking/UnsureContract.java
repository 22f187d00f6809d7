package org.slotkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.appointmentKey;
import static org.slotkeeper.booking.InventoryRequests.at;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.confirm;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.booking.InventoryRequests.withLayout;
import static org.slotkeeper.booking.InventoryRequests.withVerdict;
import static org.slotkeeper.booking.InventoryUnderTest.refused;
import static org.slotkeeper.booking.InventoryUnderTest.seats;
import static org.slotkeeper.booking.MemoryUnderTest.truth;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.booking.spi.ClaimAnswer.OwnHold;
import org.slotkeeper.booking.spi.ClaimAnswer.Refused;
import org.slotkeeper.booking.spi.ClaimAnswer.Running;
import org.slotkeeper.booking.spi.ClaimAnswer.Taken;
import org.slotkeeper.booking.spi.ClaimAnswer.Unsure;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.domain.party.OdsCode;

/** What every inventory refuses after it has lost its memory: nothing that the ledger may have agreed to, until its memory of requests is whole again. */
public interface UnsureContract extends MemoryUnderTest {

    Instant WHOLE = NOW.plusSeconds(600);

    /** A practice that was forgotten, and of whose seats the ledger now says that these are free. */
    default OdsCode forgottenPractice(BitSet free) {
        OdsCode practice = freshPractice();
        forget(practice);
        ledgerSays(practice, truth(1, free), WHOLE);
        return practice;
    }

    @Test
    default void aRequestWhoseBookingWasForgottenIsNotRefusedForItsOwnSeat() {
        OdsCode practice = freshPractice();
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        assertThat(ask(claim)).isInstanceOf(Claimed.class);
        forget(practice);
        ledgerSays(practice, truth(1, seats(1, 2, 3, 4, 5)), WHOLE);

        ClaimAnswer again = ask(at(claim, WHOLE.minusMillis(1)));

        assertThat(again).isInstanceOf(Unsure.class);
        Taken taken = (Taken) ((Unsure) again).refusal();
        assertThat(taken.free().on(InventoryRequests.DAY)).isEqualTo(seats(1, 2, 3, 4, 5));
        assertThat(taken.asOf()).isEqualTo(WHOLE.minusMillis(1));
    }

    @Test
    default void aRefusalIsSureFromTheInstantTheMemoryIsWhole() {
        OdsCode practice = forgottenPractice(seats(1));
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        assertThat(ask(at(claim, WHOLE.minusMillis(1)))).isInstanceOf(Unsure.class);

        ClaimAnswer sure = ask(at(claim, WHOLE));

        assertThat(sure).isInstanceOf(Taken.class);
        assertThat(ask(at(claim, WHOLE.plusSeconds(1)))).isEqualTo(sure);
    }

    @Test
    default void nothingIsRememberedOfAnUnsureRefusal() {
        OdsCode practice = forgottenPractice(seats(1));
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        assertThat(ask(claim)).isInstanceOf(Unsure.class);

        SeatMark own = SeatMark.none(practice, InventoryRequests.DAY, List.of(0), appointmentKey(2), NOW);
        SeatMark marked = done(leases().mark(own, Duration.ofSeconds(30), NOW));
        done(leases().freed(marked, NOW));

        assertThat(ask(claim)).isInstanceOf(Claimed.class);
    }

    @Test
    default void aRefusalByRuleIsUnsureLikeAnyOther() {
        OdsCode practice = forgottenPractice(seats(0));
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        Refused unknown = (Refused) refused(Reason.SLOT_UNKNOWN);

        assertThat(ask(withVerdict(claim, unknown.refusal()))).isEqualTo(new Unsure(unknown));
        assertThat(ask(at(withVerdict(claim, unknown.refusal()), WHOLE))).isEqualTo(unknown);
    }

    @Test
    default void aHoldIsRefusedForSureBecauseItIsNeverABooking() {
        OdsCode practice = forgottenPractice(seats(1, 2));
        Claim taken = claim(practice, Kind.HOLD, 0, 1, 1, request(1));
        ClaimAnswer first = ask(taken);

        assertThat(first).isInstanceOf(Taken.class);
        assertThat(ask(at(taken, NOW.plusSeconds(1)))).isEqualTo(first);
        assertThat(ask(claim(practice, Kind.HOLD, 1, 1, 1, request(2)))).isInstanceOf(Claimed.class);
        assertThat(ask(claim(practice, Kind.HOLD, 2, 1, 1, request(3))))
                .isInstanceOfSatisfying(
                        OwnHold.class, own -> assertThat(own.reason()).isEqualTo(Reason.HOLD_EXISTS));
    }

    @Test
    default void aConfirmOfAForgottenHoldIsNotRefusedForSure() {
        OdsCode practice = forgottenPractice(seats(0));
        var confirm = confirm(idOf(practice, 0, 1), 1, request(2), WHOLE.minusMillis(1));

        assertThat(done(inventory().confirm(confirm))).isEqualTo(new Unsure(refused(Reason.HOLD_EXPIRED)));

        var later = confirm(idOf(practice, 0, 1), 1, request(2), WHOLE);
        assertThat(done(inventory().confirm(later))).isEqualTo(refused(Reason.HOLD_EXPIRED));
    }

    @Test
    default void aConfirmOfAnothersHoldIsNotRefusedForSure() {
        OdsCode practice = forgottenPractice(seats(0));
        ask(claim(practice, Kind.HOLD, 0, 1, 1, request(1)));

        assertThat(done(inventory().confirm(confirm(idOf(practice, 0, 1), 2, request(2), NOW))))
                .isEqualTo(new Unsure(refused(Reason.APPOINTMENT_UNKNOWN)));
    }

    @Test
    default void whatIsRememberedIsSure() {
        OdsCode practice = forgottenPractice(seats(0, 1));
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        assertThat(ask(claim)).isInstanceOf(Claimed.class);

        assertThat(ask(claim)).isEqualTo(new Running());
        assertThat(ask(claim(practice, Kind.CONFIRM, 1, 1, 1, request(1, 99))))
                .isEqualTo(refused(Reason.REQUEST_ID_REUSED));
    }

    @Test
    default void aNewBookInTheSameLifeDoesNotMakeTheMemoryWhole() {
        OdsCode practice = forgottenPractice(seats(1));
        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        assertThat(ask(claim)).isInstanceOf(Unsure.class);
        ledgerSays(practice, truth(2, seats(1)), NOW);

        assertThat(ask(withLayout(claim, 2))).isInstanceOf(Unsure.class);
    }

    @Test
    default void aMemoryThatWasNeverLostIsWhole() {
        OdsCode practice = freshPractice();
        ledgerSays(practice, truth(2, seats(1)), WHOLE);

        Claim claim = claim(practice, Kind.CONFIRM, 0, 1, 1, request(1));
        assertThat(ask(withLayout(claim, 2))).isInstanceOf(Taken.class);
    }
}
