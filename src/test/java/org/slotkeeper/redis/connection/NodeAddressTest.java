package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.testing.Patience;

final class NodeAddressTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A future that belongs to no loop goes on on a thread of nobody's when its time is over: there a lane ended its connection, and made the next one on another loop. */
    @Test
    void whatComesOfATryIsHeardOnTheLoopThatTries() throws Exception {
        Context loop = vertx.getOrCreateContext();
        CompletableFuture<Thread> asked = new CompletableFuture<>();
        CompletableFuture<Thread> heard = new CompletableFuture<>();
        loop.runOnContext(here -> {
            asked.complete(Thread.currentThread());
            var unused = new NodeAddress("127.0.0.1", 1)
                    .forUri(vertx, false)
                    .compose(found -> Promise.promise().future())
                    .timeout(1, TimeUnit.MILLISECONDS)
                    .onComplete(late -> heard.complete(Thread.currentThread()));
        });

        assertThat(heard.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(asked.get());
    }
}
