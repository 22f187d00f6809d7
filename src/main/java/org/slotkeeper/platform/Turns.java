package org.slotkeeper.platform;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Work on the same thing goes on one after the other, in the order in which it came, whichever
 * event loop it came from; work on different things goes on at once. Each piece runs on its asker's
 * loop. Safe to be shared by event loops.
 *
 * @param <K> names the thing
 */
public final class Turns<K> {

    private final int waitingMax;
    private final Map<K, Deque<Runnable>> lines = new HashMap<>();

    /** @param waitingMax how many pieces of work on one thing may wait */
    public Turns(int waitingMax) {
        this.waitingMax = waitingMax;
    }

    /**
     * Empty if as many wait already as may. Otherwise what comes of the work, which must end some
     * time: those behind it wait.
     */
    public <T> Optional<Future<T>> take(K key, Supplier<Future<T>> work) {
        Promise<T> outcome = Promise.promise();
        Runnable begin = () -> begin(key, work, outcome);
        synchronized (this) {
            Deque<Runnable> line = lines.get(key);
            if (line != null) {
                if (line.size() >= waitingMax) {
                    return Optional.empty();
                }
                line.add(onAsker(begin));
                return Optional.of(outcome.future());
            }
            lines.put(key, new ArrayDeque<>());
        }
        begin.run();
        return Optional.of(outcome.future());
    }

    private <T> void begin(K key, Supplier<Future<T>> work, Promise<T> outcome) {
        var unused = Future.succeededFuture().compose(begun -> work.get()).onComplete(ended -> {
            next(key);
            outcome.handle(ended);
        });
    }

    private void next(K key) {
        Optional<Runnable> next;
        synchronized (this) {
            Deque<Runnable> line = Objects.requireNonNull(lines.get(key));
            next = Optional.ofNullable(line.poll());
            if (next.isEmpty()) {
                lines.remove(key);
            }
        }
        next.ifPresent(Runnable::run);
    }

    private static Runnable onAsker(Runnable begin) {
        Context asker = Vertx.currentContext();
        return asker == null ? begin : () -> asker.runOnContext(here -> begin.run());
    }
}
