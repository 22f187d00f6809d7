package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/** Does one thing for each of many, a few at a time. All are tried; it fails if any did. */
final class BoundedParallel {

    private BoundedParallel() {}

    static <T> Future<Void> forEach(Collection<T> all, int lanes, Function<T, Future<Void>> work) {
        Queue<T> waiting = new ArrayDeque<>(all);
        List<Future<Void>> ends = new ArrayList<>();
        for (int lane = 0; lane < Math.min(lanes, all.size()); lane++) {
            Promise<Void> end = Promise.promise();
            next(waiting, work, Future.succeededFuture(), end);
            ends.add(end.future());
        }
        return Future.join(ends).mapEmpty();
    }

    private static <T> void next(
            Queue<T> waiting, Function<T, Future<Void>> work, Future<Void> soFar, Promise<Void> end) {
        T one = waiting.poll();
        if (one == null) {
            soFar.onComplete(end);
            return;
        }
        // Work that throws has failed, and its lane goes on.
        Future.succeededFuture(one)
                .compose(work)
                .onComplete(
                        ended -> next(waiting, work, ended.failed() ? Future.failedFuture(ended.cause()) : soFar, end));
    }
}
