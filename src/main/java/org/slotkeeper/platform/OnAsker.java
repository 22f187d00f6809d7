package org.slotkeeper.platform;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** What several event loops wait for together goes on, for each of them, on its own loop. */
public final class OnAsker {

    private OnAsker() {}

    /**
     * The same outcome on the context of whoever calls this; a caller without one gets the future
     * as it is. A future calls its listeners on the thread that completes it, or, if they come
     * later, on the context that it was made on: either may be another loop's.
     */
    public static <T> Future<T> of(Future<T> shared) {
        Context asker = Vertx.currentContext();
        if (asker == null) {
            return shared;
        }
        Promise<T> own = Promise.promise();
        var unused = shared.onComplete(ended -> asker.runOnContext(here -> own.handle(ended)));
        return own.future();
    }
}
