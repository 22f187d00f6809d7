package org.slotkeeper.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.reconcile.spi.InventorySight;
import org.slotkeeper.reconcile.spi.InventorySight.Kept;
import org.slotkeeper.reconcile.spi.LedgerSight;
import org.slotkeeper.reconcile.spi.LedgerSight.Seats;

/** Three seats are free by the inventory at every look; which of them have owners by the ledger is another thing each time. */
final class FindDriftTest {

    private static final OdsCode PRACTICE = new OdsCode("Z99001");
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");

    private final Deque<BitSet> owned = new ArrayDeque<>();
    private final Deque<String> fillings = new ArrayDeque<>();
    private int rests;

    @Test
    void whatIsThereEachTimeIsDrift() {
        owned.addAll(List.of(seats(0, 1), seats(0), seats(0, 2)));

        assertThat(found()).isEqualTo(Map.of(DriftKind.FREE_BUT_OWNED, Set.of(new SeatId(PRACTICE, DAY, 0))));
        assertThat(rests).isEqualTo(2);
    }

    /** Two bookings, each of which had been committed when the ledger was read and not yet claimed when the inventory was. */
    @Test
    void whatMeetsTwoLooksByChanceIsNone() {
        owned.addAll(List.of(seats(0), seats(0), seats()));

        assertThat(found()).isEmpty();
    }

    @Test
    void noMoreIsLookedAtThanTellsThatThereIsNone() {
        owned.add(seats());
        assertThat(found()).isEmpty();
        assertThat(rests).isZero();

        owned.addAll(List.of(seats(1), seats(2)));
        assertThat(found()).isEmpty();
        assertThat(rests).isEqualTo(1);
    }

    @Test
    void whatWasFilledMeanwhileIsNone() {
        owned.addAll(List.of(seats(0), seats(0), seats(0)));
        fillings.addAll(List.of("first", "first", "second"));

        assertThat(found()).isEmpty();
    }

    private Map<DriftKind, Set<SeatId>> found() {
        FindDrift find = new FindDrift(
                port(InventorySight.class),
                port(LedgerSight.class),
                this::rest,
                Clock.fixed(Instant.parse("2026-11-22T15:00:00Z"), ZoneOffset.UTC));
        return find.find(PRACTICE).result().seats();
    }

    private Future<Void> rest() {
        rests++;
        return Future.succeededFuture();
    }

    private <T> T port(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> switch (method.getName()) {
                    case "allDays" -> List.of(DAY);
                    case "see" -> Future.succeededFuture(Optional.of(kept()));
                    case "seats" ->
                        Future.succeededFuture(new Seats(1, Map.of(DAY, seats(0, 1, 2)), Map.of(DAY, owned.remove())));
                    default -> throw new IllegalStateException(method.getName());
                }));
    }

    private Kept kept() {
        String filling = fillings.isEmpty() ? "the only one" : fillings.remove();
        return new Kept(filling, 1, Map.of(DAY, seats(0, 1, 2)), Map.of(), Set.of());
    }

    private static BitSet seats(int... ordinals) {
        BitSet seats = new BitSet();
        Arrays.stream(ordinals).forEach(seats::set);
        return seats;
    }
}
