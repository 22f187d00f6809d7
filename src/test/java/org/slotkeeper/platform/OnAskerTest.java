package org.slotkeeper.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.testing.Patience;

final class OnAskerTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context one = ((VertxInternal) vertx).createEventLoopContext();
    private final Context other = ((VertxInternal) vertx).createEventLoopContext();

    @AfterEach
    void stop() throws Exception {
        var unused = vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void eachGoesOnOnItsOwnLoopWhoeverCompletesWhatTheyShare() throws Exception {
        Promise<String> shared = Promise.promise();
        CompletableFuture<Thread> ofOne = continuation(one, shared.future());
        CompletableFuture<Thread> ofOther = continuation(other, shared.future());

        one.runOnContext(here -> shared.complete("done"));

        assertThat(ofOne.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(thread(one));
        assertThat(ofOther.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(thread(other));
    }

    @Test
    void aFailureIsHeardOnTheOwnLoopToo() throws Exception {
        Promise<String> shared = Promise.promise();
        CompletableFuture<Thread> ofOther = continuation(other, shared.future());

        one.runOnContext(here -> shared.fail("away"));

        assertThat(ofOther.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(thread(other));
    }

    @Test
    void whoComesWhenItIsDoneGoesOnOnItsOwnLoopToo() throws Exception {
        Future<String> ofOne = ((ContextInternal) one).succeededFuture("done");
        assertThat(continuation(other, ofOne).get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(thread(other));
    }

    @Test
    void whoHasNoLoopGetsItAsItIs() {
        Promise<String> shared = Promise.promise();
        assertThat(OnAsker.of(shared.future())).isSameAs(shared.future());
    }

    private static CompletableFuture<Thread> continuation(Context loop, Future<String> shared) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        loop.runOnContext(here -> {
            var unused = OnAsker.of(shared)
                    .transform(ended -> Future.succeededFuture(Thread.currentThread()))
                    .onSuccess(thread::complete);
            asked.complete(null);
        });
        var unused = asked.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        return thread;
    }

    private static Thread thread(Context loop) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.runOnContext(here -> thread.complete(Thread.currentThread()));
        return thread.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
    }
}
