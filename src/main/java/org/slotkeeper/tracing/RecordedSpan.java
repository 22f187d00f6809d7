package org.slotkeeper.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Route;
import org.slotkeeper.domain.party.OdsCode;

/** A span that goes to the collector when it has ended. */
final class RecordedSpan implements Span {

    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> CODE = AttributeKey.stringKey("slotkeeper.code");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("slotkeeper.operation");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("slotkeeper.outcome");
    private static final AttributeKey<String> PRACTICE = AttributeKey.stringKey("slotkeeper.practice");
    private static final int SERVER_FAULT = 500;

    private final Tracer tracer;
    private final io.opentelemetry.api.trace.Span span;

    private RecordedSpan(Tracer tracer, io.opentelemetry.api.trace.Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    static RecordedSpan start(Tracer tracer, Context parent, String name, SpanKind kind) {
        return new RecordedSpan(
                tracer,
                tracer.spanBuilder(name).setParent(parent).setSpanKind(kind).startSpan());
    }

    static RecordedSpan start(Tracer tracer, Context parent, Step step) {
        return start(tracer, parent, step.label(), step.isCall() ? SpanKind.CLIENT : SpanKind.INTERNAL);
    }

    @Override
    public boolean isRecorded() {
        return true;
    }

    @Override
    public Span step(Step step) {
        return start(tracer, Context.root().with(span), step);
    }

    @Override
    public void route(Route route) {
        span.setAttribute(OPERATION, route.operation().name());
    }

    @Override
    public void practice(OdsCode practice) {
        span.setAttribute(PRACTICE, practice.value());
    }

    @Override
    public void answered(Optional<Route> route, int status, String code) {
        route.map(Route::operation).ifPresent(this::name);
        span.setAttribute(STATUS, (long) status);
        if (!code.isEmpty()) {
            span.setAttribute(CODE, code);
        }
        if (status >= SERVER_FAULT) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    private void name(Operation operation) {
        span.updateName(operation.method().name() + ' ' + operation.template());
        span.setAttribute(METHOD, operation.method().name());
        span.setAttribute(ROUTE, operation.template());
    }

    @Override
    public void ended(Class<?> outcome) {
        span.setAttribute(OUTCOME, outcome.getSimpleName());
        span.end();
    }

    @Override
    public void failed(Throwable cause) {
        span.setAttribute(ERROR, cause.getClass().getName());
        span.setStatus(StatusCode.ERROR);
        span.end();
    }

    @Override
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    @Override
    public String header() {
        SpanContext here = span.getSpanContext();
        return "00-" + here.getTraceId() + '-' + here.getSpanId() + "-01";
    }
}
