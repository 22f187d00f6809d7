package org.slotkeeper.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.testing.Patience;

final class TurnsTest {

    private final Turns<String> turns = new Turns<>(2);
    private final List<Promise<String>> begun = new ArrayList<>();

    @Test
    void workOnOneThingGoesOnOneAfterTheOther() {
        List<Future<String>> all = List.of(take("a"), take("a"), take("a"));
        assertThat(begun).hasSize(1);
        begun.get(0).complete("first");
        assertThat(begun).hasSize(2);
        begun.get(1).fail("the second fails, and the third has its turn");
        begun.get(2).complete("third");
        assertThat(all.get(0).result()).isEqualTo("first");
        assertThat(all.get(1).failed()).isTrue();
        assertThat(all.get(2).result()).isEqualTo("third");
        assertThat(take("a").isComplete()).isFalse();
        assertThat(begun).hasSize(4);
    }

    @Test
    void workOnDifferentThingsGoesOnAtOnce() {
        List<Future<String>> all = List.of(take("a"), take("b"));
        assertThat(all).noneMatch(Future::isComplete);
        assertThat(begun).hasSize(2);
    }

    @Test
    void noMoreWaitThanMay() {
        List<Future<String>> all = List.of(take("a"), take("a"), take("a"));
        assertThat(all).noneMatch(Future::isComplete);
        assertThat(turns.take("a", this::work)).isEmpty();
        begun.get(0).complete("done");
        assertThat(turns.take("a", this::work)).isPresent();
    }

    @Test
    void workThatThrowsHasFailedAndTheNextHasItsTurn() {
        Optional<Future<String>> broken = turns.take("a", () -> {
            throw new IllegalStateException("broken");
        });
        assertThat(broken.orElseThrow().failed()).isTrue();
        assertThat(take("a").isComplete()).isFalse();
        assertThat(begun).hasSize(1);
    }

    @Test
    void whoeverComesFromAnotherLoopIsServedOnIt() throws Exception {
        Vertx vertx = Vertx.vertx();
        Turns<String> wide = new Turns<>(1_000);
        AtomicInteger atOnce = new AtomicInteger();
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (Context loop : IntStream.range(0, 4)
                .mapToObj(nth -> (Context) ((VertxInternal) vertx).createEventLoopContext())
                .toList()) {
            for (int nth = 0; nth < 50; nth++) {
                CompletableFuture<Boolean> isRight = new CompletableFuture<>();
                loop.runOnContext(here -> ask(vertx, wide, atOnce, isRight));
                all.add(isRight);
            }
        }
        assertThat(all).allSatisfy(isRight -> assertThat(isRight.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .isTrue());
        var unused = vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static void ask(
            Vertx vertx, Turns<String> turns, AtomicInteger atOnce, CompletableFuture<Boolean> isRight) {
        Thread own = Thread.currentThread();
        var unused = turns.take("a", () -> {
                    boolean isAlone = atOnce.incrementAndGet() == 1 && Thread.currentThread() == own;
                    return vertx.timer(1, TimeUnit.MILLISECONDS).map(passed -> {
                        atOnce.decrementAndGet();
                        return isAlone;
                    });
                })
                .orElseThrow()
                .compose(isAlone -> Future.succeededFuture(isAlone && Thread.currentThread() == own))
                .onSuccess(isRight::complete);
    }

    private Future<String> take(String key) {
        return turns.take(key, this::work).orElseThrow();
    }

    private Future<String> work() {
        Promise<String> promise = Promise.promise();
        begun.add(promise);
        return promise.future();
    }
}
