package org.slotkeeper.assembly;

import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;

/**
 * One engine for each event loop, made when the loop first needs it, so that nothing on the way of
 * a booking is shared between threads.
 */
final class EnginePerLoop implements Engine {

    private final Map<Thread, LoopEngine> byLoop = new ConcurrentHashMap<>();
    private final Supplier<LoopEngine> makeEngine;

    EnginePerLoop(Supplier<LoopEngine> makeEngine) {
        this.makeEngine = makeEngine;
    }

    @Override
    public Future<EngineAnswer> answer(EngineRequest request) {
        return mine().engine().answer(request);
    }

    /** The engine of the event loop that asks. */
    LoopEngine mine() {
        return byLoop.computeIfAbsent(Thread.currentThread(), loop -> makeEngine.get());
    }

    Future<Void> close() {
        return Future.join(byLoop.values().stream().map(LoopEngine::close).toList())
                .mapEmpty();
    }
}
