package org.slotkeeper.assembly;

import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.platform.HomeLoop;

/**
 * One engine for each event loop, made when the loop first needs it, so that nothing on the way of
 * a booking is shared between threads.
 */
final class EnginePerLoop implements Engine {

    /** It closes itself and asks its loop for nothing else: nothing waits there. */
    private static final int WAITING_MAX = 1;

    private final Map<Thread, Placed> byLoop = new ConcurrentHashMap<>();
    private final Supplier<LoopEngine> makeEngine;

    EnginePerLoop(Supplier<LoopEngine> makeEngine) {
        this.makeEngine = makeEngine;
    }

    private record Placed(HomeLoop home, LoopEngine engine) {}

    @Override
    public Future<EngineAnswer> answer(EngineRequest request) {
        return mine().engine().answer(request);
    }

    /** The engine of the event loop that asks. */
    LoopEngine mine() {
        return byLoop.computeIfAbsent(
                        Thread.currentThread(), loop -> new Placed(HomeLoop.here(WAITING_MAX), makeEngine.get()))
                .engine();
    }

    /** Each is closed on its own loop: nobody else may touch its connections. */
    Future<Void> close() {
        return Future.join(byLoop.values().stream()
                        .map(placed -> placed.home().insist(placed.engine()::close))
                        .toList())
                .mapEmpty();
    }
}
