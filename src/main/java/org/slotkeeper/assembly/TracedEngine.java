package org.slotkeeper.assembly;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Operation;
import org.slotkeeper.tracing.Span;
import org.slotkeeper.tracing.Step;
import org.slotkeeper.tracing.Traces;

/**
 * One event loop's engine where traces are on. A request that is looked at is answered by the same
 * operations over ports that note its calls in its own span: what belongs to which request never
 * hangs on the thread that works on it, which works on many.
 */
final class TracedEngine implements Engine {

    private final Traces traces;
    private final Engine usual;
    private final Function<Span, Map<Operation, Engine>> seen;

    /** @param seen the operations whose calls are noted in this span */
    TracedEngine(Traces traces, Engine usual, Function<Span, Map<Operation, Engine>> seen) {
        this.traces = traces;
        this.usual = usual;
        this.seen = seen;
    }

    @Override
    public Future<EngineAnswer> answer(EngineRequest request) {
        Optional<String> traceparent = request.header(Span.HEADER);
        return traceparent.isEmpty() ? usual.answer(request) : answerSeen(request, traceparent.get());
    }

    private Future<EngineAnswer> answerSeen(EngineRequest request, String traceparent) {
        Span span = traces.step(traceparent, Step.OPERATION);
        span.route(request.route());
        try {
            return seen.apply(span)
                    .getOrDefault(request.route().operation(), usual)
                    .answer(request)
                    .onSuccess(answer -> span.answered(Optional.empty(), answer.status(), answer.code()))
                    .onFailure(span::failed);
        } catch (RuntimeException thrown) {
            span.failed(thrown);
            throw thrown;
        }
    }
}
