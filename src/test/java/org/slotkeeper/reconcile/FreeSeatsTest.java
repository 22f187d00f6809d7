package org.slotkeeper.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.idOf;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.HandTimer;
import org.slotkeeper.booking.SeatOwners;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.reconcile.spi.SeatLeases.Arrived;
import org.slotkeeper.reconcile.spi.SeatLeases.Lease;

/** Seats are freed over an inventory that answers when the test says so, and in a time that passes when the test lets it. */
final class FreeSeatsTest {

    private static final OdsCode PRACTICE = new OdsCode("A81001");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Deque<Promise<Object>> calls = new ArrayDeque<>();
    private final List<String> called = new ArrayList<>();
    private final List<OdsCode> filled = new ArrayList<>();
    private final Map<Duration, Deque<Promise<Void>>> pauses = new TreeMap<>();
    private final HandTimer timer = new HandTimer();
    private int toldLater;
    private boolean isBroken;
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final SeatLeases leases = SeatLeases.class.cast(Proxy.newProxyInstance(
            SeatLeases.class.getClassLoader(), new Class<?>[] {SeatLeases.class}, (proxy, method, given) -> {
                called.add(method.getName());
                if (isBroken) {
                    throw new IllegalStateException("the port has a fault");
                }
                Promise<Object> call = Promise.promise();
                calls.add(call);
                return call.future();
            }));
    private final FreeSeats desk = new FreeSeats(
            leases,
            new SettleLeases(leases, new SeatOwners(seats -> Future.succeededFuture(Set.of())), clock),
            practice -> {
                filled.add(practice);
                return Future.succeededFuture();
            },
            new FreeSeats.Means(clock, LEASE, timer, this::pause, count -> toldLater += count));

    private Future<Void> pause(Duration time) {
        Promise<Void> passed = Promise.promise();
        pauses.computeIfAbsent(time, none -> new ArrayDeque<>()).add(passed);
        return passed.future();
    }

    private void pass(Duration time) {
        pauses.get(time).remove().complete();
    }

    private static SeatMark mark(int seat, String content) {
        return new SeatMark(PRACTICE, DAY, List.of(seat), "key", NOW, content);
    }

    private void answer(Object answer) {
        calls.remove().complete(answer);
    }

    @Test
    void aPracticeOfWhichTheInventoryIsBehindIsFilledAnew() {
        desk.isBehind(PRACTICE);
        assertThat(filled).containsExactly(PRACTICE);
    }

    @Test
    void aChangeWaitsForItsMarkNoLongerThanItsLimit() {
        Future<SeatMark> marked = desk.mark(mark(3, ""));
        assertThat(marked.isComplete()).isFalse();

        timer.pass(Duration.ofMillis(300));

        assertThat(marked.result()).isEqualTo(mark(3, ""));
    }

    @Test
    void withoutAnInventoryAMarkIsEmpty() {
        Future<SeatMark> marked = desk.mark(mark(3, ""));
        calls.remove().fail("the inventory is away");

        assertThat(marked.result()).isEqualTo(mark(3, ""));
    }

    @Test
    void whatIsFreedWhileOthersAreGivenBackIsGivenBackTogetherThen() {
        desk.freed(mark(0, "a"));
        desk.freed(mark(1, "b"));
        desk.ask(mark(2, ""));
        assertThat(called).containsExactly("freed");

        answer(List.of());

        assertThat(called).containsExactly("freed", "freed", "ask");
    }

    @Test
    void whatWasMarkedAnewIsAskedAboutAndSettled() {
        desk.freed(mark(0, "a"));

        answer(List.of(new Lease(new SeatId(PRACTICE, DAY, 0), "marked anew")));

        assertThat(called).containsExactly("freed", "settle");
    }

    @Test
    void whatTheInventoryIsNotToldOfIsSaidAgainAfterARestAndKeepsNobodyWaiting() {
        desk.freed(mark(0, "a"));
        calls.remove().fail("the inventory is away");
        assertThat(toldLater).isEqualTo(1);
        desk.freed(mark(1, "b"));
        assertThat(called).as("of another practice, perhaps").containsExactly("freed", "freed");
        answer(List.of());

        pass(Duration.ofSeconds(1));

        assertThat(called).containsExactly("freed", "freed", "freed");
        answer(List.of());
        assertThat(toldLater).isEqualTo(1);
    }

    /** A port that throws has not been told. */
    @Test
    void anInventoryThatThrowsIsToldLaterAndTheDeskGoesOn() {
        isBroken = true;
        desk.freed(mark(0, "a"));
        isBroken = false;
        assertThat(toldLater).isEqualTo(1);

        pass(Duration.ofSeconds(1));

        assertThat(called).containsExactly("freed", "freed");
    }

    @Test
    void whatMayHaveBeenFreedIsAskedAboutWhenNobodyCanBeOnTheWayAnyMore() {
        desk.unknown(mark(0, "a"));
        assertThat(pauses).as("the mark's own lease is enough").isEmpty();
        desk.unknown(mark(1, ""));
        assertThat(called).isEmpty();

        pass(LEASE);

        assertThat(called).containsExactly("ask");
    }

    @Test
    void claimsThatAreOverGatherAndEndTogether() {
        IntStream.range(0, 3).forEach(seat -> desk.recorded(idOf(PRACTICE, seat, seat), NOW));
        assertThat(called).isEmpty();

        pass(Duration.ofMillis(250));

        assertThat(called).containsExactly("arrived");
        IntStream.range(0, 200).forEach(seat -> desk.recorded(idOf(PRACTICE, seat, seat), NOW));
        assertThat(called).as("so many do not wait").containsExactly("arrived", "arrived");
    }

    @Test
    void whatComesFromAnotherThreadIsRefused() throws InterruptedException {
        desk.freed(mark(0, "a"));
        List<Throwable> refused = new ArrayList<>();
        for (Runnable call : List.<Runnable>of(
                () -> desk.freed(mark(1, "b")),
                () -> desk.unknown(mark(1, "")),
                () -> desk.recorded(new Arrived(idOf(PRACTICE, 0, 1), NOW).claim(), NOW))) {
            Thread other = new Thread(call);
            other.setUncaughtExceptionHandler((thread, cause) -> refused.add(cause));
            other.start();
            other.join();
        }
        assertThat(refused).hasSize(3).allMatch(IllegalStateException.class::isInstance);
    }
}
