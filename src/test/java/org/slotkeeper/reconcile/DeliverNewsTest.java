package org.slotkeeper.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.SeatNews;
import org.slotkeeper.reconcile.spi.LedgerTruth;

/** News of which the inventory and the ledger are told when the test says so. */
final class DeliverNewsTest {

    private final Deque<Promise<Void>> tellings = new ArrayDeque<>();
    private final List<Object> struckOut = new ArrayList<>();
    private final List<OdsCode> filled = new ArrayList<>();
    private Future<Void> strikingOut = Future.succeededFuture();
    private int toldLater;
    private boolean isBroken;
    private final DeliverNews desk = new DeliverNews(
            port(SlotInventory.class, "tell", told -> {
                if (isBroken) {
                    throw new IllegalStateException("the port has a fault");
                }
                Promise<Void> telling = Promise.promise();
                tellings.add(telling);
                return telling.future();
            }),
            port(LedgerTruth.class, "strikeOut", told -> {
                struckOut.add(told);
                return strikingOut;
            }),
            practice -> {
                filled.add(practice);
                return Future.succeededFuture();
            },
            count -> toldLater += count);

    @Test
    void aPracticeOfWhichTheInventoryIsBehindIsFilledAnew() {
        desk.isBehind(new OdsCode("A81001"));
        assertThat(filled).containsExactly(new OdsCode("A81001"));
    }

    private interface Answer {
        Object to(Object argument);
    }

    private static <T> T port(Class<T> type, String only, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    assertThat(method.getName()).isEqualTo(only);
                    return answer.to(given[0]);
                }));
    }

    private static SeatNews news(int seat) {
        return new SeatNews(
                new OdsCode("A81001"),
                LocalDate.parse("2026-11-23"),
                List.of(seat),
                seat + 1L,
                seat + 1L,
                true,
                "",
                Optional.empty());
    }

    @Test
    void newsThatArrivesIsStruckOutAndNotHeardOfAsLate() {
        desk.leave(news(0));
        tellings.remove().complete();
        assertThat(struckOut).containsExactly(List.of(news(0)));
        assertThat(toldLater).isZero();
    }

    @Test
    void whatIsToldWhileOtherNewsIsStruckOutIsStruckOutTogetherThen() {
        Promise<Void> first = Promise.promise();
        strikingOut = first.future();
        for (int seat = 0; seat < 3; seat++) {
            desk.leave(news(seat));
            tellings.remove().complete();
        }
        assertThat(struckOut).containsExactly(List.of(news(0)));

        first.fail("the ledger is away");

        assertThat(struckOut).containsExactly(List.of(news(0)), List.of(news(1), news(2)));
    }

    @Test
    void newsThatTheInventoryIsNotToldOfIsLeftToTheOutboxAndCounted() {
        desk.leave(news(0));
        desk.leave(news(1));
        desk.leave(news(2));
        tellings.remove().fail("the inventory is away");
        assertThat(toldLater).isEqualTo(1);
        tellings.remove().fail("the inventory is away");
        assertThat(toldLater).isEqualTo(3);
        assertThat(struckOut).isEmpty();
    }

    /** A port that throws has not been told. */
    @Test
    void anInventoryThatThrowsIsToldLaterAndTheDeskGoesOn() {
        isBroken = true;
        desk.leave(news(0));
        isBroken = false;
        desk.leave(news(1));
        tellings.remove().complete();
        assertThat(toldLater).isEqualTo(1);
        assertThat(struckOut).containsExactly(List.of(news(1)));
    }

    @Test
    void newsFromAnotherThreadIsRefused() throws InterruptedException {
        desk.leave(news(0));
        List<Throwable> refused = new ArrayList<>();
        Thread other = new Thread(() -> desk.leave(news(1)));
        other.setUncaughtExceptionHandler((thread, cause) -> refused.add(cause));
        other.start();
        other.join();
        assertThat(refused).singleElement().isInstanceOf(IllegalStateException.class);
    }
}
