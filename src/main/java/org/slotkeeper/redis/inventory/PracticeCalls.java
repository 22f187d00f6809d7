package org.slotkeeper.redis.inventory;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.function.Supplier;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.Warmer;
import org.slotkeeper.redis.connection.RedisAway;
import org.slotkeeper.redis.connection.RedisConnections;
import org.slotkeeper.redis.connection.ScriptCall;

/** Asks the inventory of one practice, and has it refilled if it has forgotten the practice. */
final class PracticeCalls {

    private static final int WARMINGS_MAX = 2;

    private final RedisConnections connections;
    private final Warmer warmer;

    PracticeCalls(RedisConnections connections, Warmer warmer) {
        this.connections = connections;
        this.warmer = warmer;
    }

    /** @param call made anew for each try, because time has passed by then */
    Future<Response> ask(OdsCode practice, Supplier<ScriptCall> call) {
        return askAsItIs(practice, call).compose(answer -> warmIfCold(practice, call, answer, WARMINGS_MAX));
    }

    private Future<Response> warmIfCold(
            OdsCode practice, Supplier<ScriptCall> call, Response answer, int warmingsLeft) {
        if (!isCold(answer)) {
            return Future.succeededFuture(answer);
        }
        if (warmingsLeft == 0) {
            return Future.failedFuture(RedisAway.stillCold(practice));
        }
        return warmer.warm(practice)
                .compose(warm -> connections.call(call.get()))
                .compose(next -> warmIfCold(practice, call, next, warmingsLeft - 1));
    }

    /** Asks without having a practice filled that is certainly cold. */
    Future<Response> askAsItIs(OdsCode practice, Supplier<ScriptCall> call) {
        return connections
                .call(call.get())
                .compose(answer -> isCold(answer)
                        // The practice may know its store's life better than this connection does,
                        // which looks every second.
                        ? connections.life(practice).compose(life -> connections.call(call.get()))
                        : Future.succeededFuture(answer));
    }

    private static boolean isCold(Response answer) {
        return Said.isOnly(answer, "COLD");
    }
}
