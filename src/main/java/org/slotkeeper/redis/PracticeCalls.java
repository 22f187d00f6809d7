package org.slotkeeper.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.function.Supplier;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.reconcile.spi.Warmer;

/** Asks the inventory of one practice, and has it refilled if it has forgotten the practice. */
final class PracticeCalls {

    private static final int WARMINGS_MAX = 2;

    private final RedisConnections connections;
    private final Warmer warmer;

    PracticeCalls(RedisConnections connections, Warmer warmer) {
        this.connections = connections;
        this.warmer = warmer;
    }

    /** @param call made anew for each try, because the epoch may be another one by then */
    Future<Response> ask(OdsCode practice, Supplier<ScriptCall> call) {
        return ask(practice, call, WARMINGS_MAX);
    }

    private Future<Response> ask(OdsCode practice, Supplier<ScriptCall> call, int warmingsLeft) {
        return connections.call(call.get()).compose(answer -> {
            if (!isCold(answer)) {
                return Future.succeededFuture(answer);
            }
            if (warmingsLeft == 0) {
                return Future.failedFuture(RedisAway.stillCold(practice));
            }
            return warmer.warm(practice).compose(warm -> ask(practice, call, warmingsLeft - 1));
        });
    }

    static String word(Response answer) {
        return answer.get(0).toString();
    }

    private static boolean isCold(Response answer) {
        return word(answer).equals("COLD");
    }
}
