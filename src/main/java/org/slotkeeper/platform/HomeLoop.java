package org.slotkeeper.platform;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loop to which something belongs that all loops of a process ask for. What comes from
 * the others goes over together: to wake a loop costs more than most of what it is asked for, so it
 * is woken once for all that has come until it looks, and so is the loop that asked, for all of its
 * answers. Safe to be asked from any thread.
 */
public final class HomeLoop {

    private static final Logger LOG = LoggerFactory.getLogger(HomeLoop.class);

    private final Thread thread;
    private final Inbox asked;
    private final int waitingMax;
    private final Map<Thread, Inbox> answers = new ConcurrentHashMap<>();

    private HomeLoop(Context home, int waitingMax) {
        this.thread = Thread.currentThread();
        this.asked = new Inbox(home);
        this.waitingMax = waitingMax;
    }

    /**
     * The loop that calls this.
     *
     * @param waitingMax how many asks of other loops may wait until it looks
     */
    public static HomeLoop here(int waitingMax) {
        Context home = Vertx.currentContext();
        if (home == null || !home.isEventLoopContext()) {
            throw new IllegalStateException("a home is made on its event loop");
        }
        return new HomeLoop(home, waitingMax);
    }

    /**
     * What comes of the work, which is begun on the home loop, in the order of the asks of one
     * loop; it is heard on the loop that asks. Empty if as many wait already as may. Whoever has no
     * loop hears of it on the home loop.
     */
    public <T> Optional<Future<T>> ask(Supplier<Future<T>> work) {
        if (Thread.currentThread() != thread && asked.waiting() >= waitingMax) {
            return Optional.empty();
        }
        return Optional.of(insist(work));
    }

    /** As {@link #ask}, for what cannot be refused: the end of what belongs to the loop. */
    public <T> Future<T> insist(Supplier<Future<T>> work) {
        if (Thread.currentThread() == thread) {
            return begun(work);
        }
        Context asker = Vertx.currentContext();
        Promise<T> answer = Promise.promise();
        Inbox back = asker == null ? asked : answers.computeIfAbsent(Thread.currentThread(), loop -> new Inbox(asker));
        asked.put(() -> {
            var unused = begun(work).onComplete(ended -> {
                if (asker == null) {
                    answer.handle(ended);
                } else {
                    back.put(() -> answer.handle(ended));
                }
            });
        });
        return answer.future();
    }

    private static <T> Future<T> begun(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException cause) {
            return Future.failedFuture(cause);
        }
    }

    /** What one loop is to do next. */
    private static final class Inbox {

        private final Context loop;
        private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicBoolean isWoken = new AtomicBoolean();

        Inbox(Context loop) {
            this.loop = loop;
        }

        int waiting() {
            return waiting.get();
        }

        void put(Runnable task) {
            waiting.incrementAndGet();
            queue.add(task);
            if (!isWoken.getAndSet(true)) {
                loop.runOnContext(woken -> empty());
            }
        }

        private void empty() {
            // Before it looks: what comes from here on wakes it again, if only in vain.
            isWoken.set(false);
            for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
                waiting.decrementAndGet();
                try {
                    task.run();
                } catch (RuntimeException | Error cause) {
                    LOG.atError().setCause(cause).log("whoever heard an answer from another loop threw");
                }
            }
        }
    }
}
