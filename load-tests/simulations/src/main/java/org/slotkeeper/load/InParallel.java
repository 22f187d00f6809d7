package org.slotkeeper.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same to each of many, some at a time, and fails if one fails. */
public final class InParallel {

    private static final int AT_ONCE = 24;

    private InParallel() {}

    public interface Work<A, B> {
        B on(A one) throws Exception;
    }

    public static <A, B> List<B> each(List<A> all, Work<A, B> work) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<B>> calls =
                    all.stream().map(one -> (Callable<B>) () -> work.on(one)).toList();
            List<B> results = new ArrayList<>(all.size());
            for (Future<B> result : workers.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } finally {
            workers.shutdownNow();
        }
    }
}
