package org.slotkeeper.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.testing.Patience;

final class HomeLoopTest {

    private static final int MANY = 5_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(3));
    private final Context homeContext = vertx.getOrCreateContext();
    private final HomeLoop home = on(homeContext, () -> HomeLoop.here(MANY));
    private final Thread homeThread = on(homeContext, Thread::currentThread);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Work is done by the home loop alone, each of the others hears of its own on its own loop, and nothing is lost, doubled or overtaken. */
    @Test
    void whatSeveralLoopsAskForIsDoneAtHomeInTheirOrderAndHeardWhereItWasAsked() throws Exception {
        List<Context> askers = List.of(newLoop(), newLoop(), homeContext);
        List<List<Integer>> begun = new ArrayList<>();
        ConcurrentLinkedQueue<String> strange = new ConcurrentLinkedQueue<>();
        CountDownLatch heard = new CountDownLatch(askers.size() * MANY / 2);
        for (Context asker : askers) {
            List<Integer> mine = new ArrayList<>();
            begun.add(mine);
            asker.runOnContext(here -> {
                for (int nth = 0; nth < MANY / 2; nth++) {
                    int number = nth;
                    Thread thread = Thread.currentThread();
                    var unused = home.ask(() -> {
                                mine.add(number);
                                return later(strange, number);
                            })
                            .orElseThrow()
                            .onSuccess(answer -> {
                                if (answer != number || Thread.currentThread() != thread) {
                                    strange.add(answer + " for " + number + " on " + Thread.currentThread());
                                }
                                heard.countDown();
                            });
                }
            });
        }

        assertThat(heard.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(strange).isEmpty();
        assertThat(begun)
                .allSatisfy(numbers -> assertThat(numbers).hasSize(MANY / 2).isSorted());
    }

    @Test
    void aLoopIsWokenOnceForAllThatHasComeUntilItLooks() throws Exception {
        Context asker = newLoop();
        AtomicInteger turns = new AtomicInteger();
        CountDownLatch isBusy = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        homeContext.runOnContext(here -> {
            isBusy.countDown();
            awaitQuietly(goesOn);
        });
        isBusy.await();
        List<Future<Integer>> answers = on(asker, () -> {
            List<Future<Integer>> all = new ArrayList<>();
            for (int nth = 0; nth < 100; nth++) {
                all.add(home.ask(() -> Future.succeededFuture(turns.get())).orElseThrow());
            }
            return all;
        });
        // Behind the one time that it was woken.
        homeContext.runOnContext(here -> turns.incrementAndGet());
        goesOn.countDown();

        Future<?> all = Future.all(answers);
        all.toCompletionStage().toCompletableFuture().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(answers).extracting(Future::result).containsOnly(0);
    }

    @Test
    void noMoreWaitThanMay() throws Exception {
        HomeLoop small = on(homeContext, () -> HomeLoop.here(2));
        CountDownLatch isBusy = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        homeContext.runOnContext(here -> {
            isBusy.countDown();
            awaitQuietly(goesOn);
        });
        isBusy.await();

        List<Optional<Future<String>>> asked =
                on(newLoop(), () -> List.of(askFor(small, "a"), askFor(small, "b"), askFor(small, "c")));

        assertThat(asked.get(2)).isEmpty();
        Future<Thread> last = small.insist(() -> Future.succeededFuture(Thread.currentThread()));
        goesOn.countDown();
        for (Optional<Future<String>> taken : asked.subList(0, 2)) {
            taken.orElseThrow()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(last.toCompletionStage().toCompletableFuture().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(homeThread);
        assertThat(on(newLoop(), () -> askFor(small, "d"))).isPresent();
    }

    /** Neither work that throws nor somebody who throws on hearing an answer keeps others from theirs. */
    @Test
    void whoThrowsHarmsNobodyElse() throws Exception {
        CompletableFuture<Throwable> broken = new CompletableFuture<>();
        CompletableFuture<String> other = new CompletableFuture<>();
        newLoop().runOnContext(here -> {
            var unusedFailure = home.<String>ask(() -> {
                        throw new IllegalStateException("no such work");
                    })
                    .orElseThrow()
                    .onFailure(cause -> {
                        broken.complete(cause);
                        throw new IllegalStateException("whoever hears it throws");
                    });
            var unused = askFor(home, "other").orElseThrow().onSuccess(other::complete);
        });

        assertThat(broken.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).hasMessage("no such work");
        assertThat(other.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("other");
    }

    @Test
    void aHomeIsMadeOnItsEventLoop() {
        assertThatThrownBy(() -> HomeLoop.here(1)).isInstanceOf(IllegalStateException.class);
    }

    private static Optional<Future<String>> askFor(HomeLoop home, String word) {
        return home.ask(() -> Future.succeededFuture(word));
    }

    /** Some of it is done at once, and some in another turn. */
    private Future<Integer> later(ConcurrentLinkedQueue<String> strange, int number) {
        if (Thread.currentThread() != homeThread) {
            strange.add("done on " + Thread.currentThread());
        }
        if (number % 3 == 0) {
            return Future.succeededFuture(number);
        }
        Promise<Integer> done = Promise.promise();
        homeContext.runOnContext(next -> done.complete(number));
        return done.future();
    }

    /** A loop that is not the home. */
    private Context newLoop() {
        return Stream.generate(() -> (Context) ((VertxInternal) vertx).createEventLoopContext())
                .limit(64)
                .filter(loop -> on(loop, Thread::currentThread) != homeThread)
                .findFirst()
                .orElseThrow();
    }

    private static <T> T on(Context context, Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(here -> {
            try {
                done.complete(work.get());
            } catch (RuntimeException cause) {
                done.completeExceptionally(cause);
            }
        });
        return done.orTimeout(Patience.LONG.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            boolean unused = latch.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
