package org.slotkeeper.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.HOLD_TIME;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.request;

import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.InMemorySlotInventory;
import org.slotkeeper.booking.SeatOwners;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.booking.spi.ClaimAnswer.Claimed;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.SeatLeases;

/** Leases of many practices, some of which are on a node that is away. */
final class SettleLeasesTest {

    private static final OdsCode AWAY = new OdsCode("A81001");
    private static final OdsCode THERE = new OdsCode("A81002");
    private static final int SEATS = 1_200;

    private final InMemorySlotInventory inventory = new InMemorySlotInventory();
    private final Clock later = Clock.fixed(NOW.plus(HOLD_TIME), ZoneOffset.UTC);
    private int questions;

    private SettleLeases settling(boolean isLedgerThereAtFirst) {
        SeatLeases leases = SeatLeases.class.cast(Proxy.newProxyInstance(
                SeatLeases.class.getClassLoader(),
                new Class<?>[] {SeatLeases.class},
                (proxy, method, given) -> AWAY.equals(given[0])
                        ? Future.failedFuture("its node is away")
                        : method.invoke(inventory, given)));
        return new SettleLeases(leases, new SeatOwners(seats -> ownerless(isLedgerThereAtFirst)), later);
    }

    /** No seat has an owner, but the first question may not be answered. */
    private Future<Set<SeatId>> ownerless(boolean isThereAtFirst) {
        questions++;
        return questions == 1 && !isThereAtFirst
                ? Future.failedFuture("the ledger is away")
                : Future.succeededFuture(Set.of());
    }

    private void claims(int count) {
        inventory.publish(THERE, DAY, SEATS, 1);
        for (int seat = 0; seat < count; seat++) {
            assertThat(inventory
                            .claim(claim(THERE, Kind.CONFIRM, seat, 1, seat, request(seat)))
                            .result())
                    .isInstanceOf(Claimed.class);
        }
    }

    private int free() {
        return inventory.availability(THERE, List.of(DAY), NOW).result().on(DAY).cardinality();
    }

    @Test
    void aPracticeThatCannotBeLookedAtHindersNoOtherAndIsTold() {
        claims(3);

        Future<Integer> settled = settling(true).settleEnded(List.of(AWAY, THERE));

        assertThat(free()).isEqualTo(SEATS);
        assertThat(settled.failed()).isTrue();
    }

    @Test
    void moreThanAreAskedAboutAtOnceAreSettledAllTheSame() {
        claims(1_100);

        assertThat(settling(true).settleEnded(List.of(THERE)).result()).isEqualTo(1_100);

        assertThat(free()).isEqualTo(SEATS);
        assertThat(questions).isEqualTo(3);
    }

    @Test
    void aQuestionThatIsNotAnsweredHindersNoOther() {
        claims(1_100);
        List<SeatLeases.Lease> all =
                inventory.ended(THERE, NOW.plus(HOLD_TIME), 1_100).result();

        assertThat(settling(false).settle(all).failed()).isTrue();

        assertThat(free()).isEqualTo(SEATS - SettleLeases.AT_ONCE);
    }
}
