package org.slotkeeper.platform;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets the command line wait for what event loops do. Never called on an event loop. */
public final class Blocking {

    private Blocking() {}

    public static <T> T await(Future<T> future, Duration patience, String what) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new CannotRun(what + " failed: " + cause.getMessage(), cause);
        } catch (TimeoutException late) {
            throw new CannotRun(what + " took longer than " + patience.toSeconds() + " seconds", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotRun(what + " was interrupted", stopped);
        }
    }
}
