package org.slotkeeper.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Answers that a test waits for. */
public final class Futures {

    private Futures() {}

    /** What has come of it; fails if nothing has in a long time, or something else than an answer. */
    @CanIgnoreReturnValue
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception cause) {
            throw new AssertionError("no answer", cause);
        }
    }
}
