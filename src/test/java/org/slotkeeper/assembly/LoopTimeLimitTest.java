package org.slotkeeper.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.platform.Blocking;
import org.slotkeeper.testing.Patience;

final class LoopTimeLimitTest {

    private final Vertx vertx = Vertx.vertx();
    private final LoopTimeLimit limit = new LoopTimeLimit(vertx);

    @AfterEach
    void close() {
        Blocking.await(vertx.close(), Patience.LONG, "closing");
    }

    @Test
    void whatNeverComesFailsAndGoesOnOnTheLoopThatAsked() throws Exception {
        CompletableFuture<Boolean> isOnLoop = new CompletableFuture<>();
        vertx.runOnContext(begun -> {
            Thread loop = Thread.currentThread();
            // Long enough that somebody listens when it is over: who comes later is told on its own thread anyway.
            limit.within(Duration.ofMillis(300), Promise.<String>promise().future())
                    .onFailure(late ->
                            isOnLoop.complete(late instanceof TimeoutException && Thread.currentThread() == loop))
                    .onSuccess(none -> isOnLoop.complete(false));
        });

        assertThat(isOnLoop.get(Patience.LONG.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void whatComesInTimeComesAsItIs() {
        Promise<String> work = Promise.promise();
        Future<String> limited = limit.within(Patience.LONG, work.future());
        assertThat(limited.isComplete()).isFalse();
        work.complete("in time");
        assertThat(limited.result()).isEqualTo("in time");

        Promise<String> fault = Promise.promise();
        Future<String> failed = limit.within(Patience.LONG, fault.future());
        fault.fail(new IllegalStateException("away"));
        assertThat(failed.cause()).isInstanceOf(IllegalStateException.class);

        Future<String> known = Future.succeededFuture("known");
        assertThat(limit.within(Duration.ofMillis(1), known)).isSameAs(known);
    }

    @Test
    void whatComesTooLateIsHeardByNobody() {
        Promise<String> work = Promise.promise();
        Future<String> limited = limit.within(Duration.ofMillis(1), work.future());
        assertThatThrownBy(() -> Blocking.await(limited, Patience.LONG, "the limit"))
                .isNotNull();

        work.complete("too late");

        assertThat(limited.failed()).isTrue();
    }
}
