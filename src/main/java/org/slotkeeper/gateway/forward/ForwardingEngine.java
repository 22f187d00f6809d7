package org.slotkeeper.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.gateway.forward.EngineCalls.Purpose;
import org.slotkeeper.gateway.http.FrontEnvironment;
import org.slotkeeper.telemetry.Meters;

/** An engine elsewhere, one hop away: one of several, of which some may not answer. */
public final class ForwardingEngine implements Engine {

    private final Vertx vertx;
    private final ForwardSettings settings;
    private final EngineCalls calls;
    private final EngineTurns turns;

    public ForwardingEngine(Vertx vertx, ForwardSettings settings, FrontEnvironment environment, Meters meters) {
        this.vertx = vertx;
        this.settings = settings;
        this.calls = new EngineCalls(vertx, settings, environment, meters);
        this.turns = new EngineTurns(settings.engines(), settings.silence(), environment.nanos(), meters);
    }

    @Override
    public Future<EngineAnswer> answer(EngineRequest request) {
        if (request.route().operation().isRead()) {
            turns.toBeTried().ifPresent(engine -> tryWith(engine, request));
        }
        return new Hop(vertx, settings.silence().patience(), calls, turns, request).begin();
    }

    public Future<Void> close() {
        return calls.close();
    }

    /**
     * A read more, of which only the engine's answering counts: whoever asked for it gets the
     * answer of another engine, and does not wait for one that may stand still.
     */
    private void tryWith(int engine, EngineRequest request) {
        var unused = calls.connect(Purpose.FORWARD_TRIAL, engine, request)
                .compose(sent -> calls.send(Purpose.FORWARD_TRIAL, sent, request))
                .onSuccess(answer -> turns.answered(engine))
                .onFailure(cause -> turns.unanswered(engine));
    }
}
