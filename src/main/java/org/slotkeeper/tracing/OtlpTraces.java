package org.slotkeeper.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.telemetry.Meters;

/**
 * Traces by OTLP over HTTP. Whether a request is looked at is decided here and before anything is
 * made for it, so that one that is not looked at costs a throw of dice; what is begun is recorded.
 */
public final class OtlpTraces implements Traces {

    /**
     * It would write plain lines beside our JSON, with the collector's answers in them. Kept,
     * because loggers that nobody keeps forget their level.
     */
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private final TraceSettings settings;
    private final RandomGenerator chance;
    private final Outbound outbound;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @param nanos a clock that only goes forward */
    public OtlpTraces(TraceSettings settings, Clock clock, LongSupplier nanos, RandomGenerator chance, Meters meters) {
        LIBRARY.setLevel(Level.OFF);
        this.settings = settings;
        this.chance = chance;
        OtlpHttpSpanExporter collector = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint())
                .setTimeout(settings.timeout())
                .setConnectTimeout(settings.timeout())
                // A trace that is late by so many tries is worth less than the room it takes.
                .setRetryPolicy(null)
                .build();
        this.outbound = new Outbound(collector, settings, meters);
        this.provider = SdkTracerProvider.builder()
                .setClock(new HandedInClock(clock, nanos))
                .setIdGenerator(new Ids(chance))
                .setSampler(Sampler.alwaysOn())
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), "slotkeeper",
                        AttributeKey.stringKey("service.version"), settings.version(),
                        AttributeKey.stringKey("slotkeeper.role"), settings.role())))
                .addSpanProcessor(outbound)
                .build();
        this.tracer = provider.get("org.slotkeeper");
    }

    @Override
    public boolean isOn() {
        return true;
    }

    /**
     * An unbelieved caller's trace is not even named: its id is a text of 32 digits that the caller
     * chose.
     */
    @Override
    public Span arrived(@Nullable String traceparent) {
        if (settings.trustCallers()) {
            SpanContext caller = Traceparent.read(traceparent);
            if (caller.isValid()) {
                return caller.isSampled() ? door(caller) : Unseen.SPAN;
            }
        }
        return isDrawn() ? door(SpanContext.getInvalid()) : Unseen.SPAN;
    }

    @Override
    public Span sentOn(@Nullable String traceparent) {
        SpanContext gateway = Traceparent.read(traceparent);
        return gateway.isSampled() ? door(gateway) : Unseen.SPAN;
    }

    @Override
    public Span step(String traceparent, Step step) {
        SpanContext before = Traceparent.read(traceparent);
        return before.isSampled() ? RecordedSpan.start(tracer, behind(before), step) : Unseen.SPAN;
    }

    private Span door(SpanContext before) {
        return RecordedSpan.start(tracer, behind(before), "request", SpanKind.SERVER);
    }

    private static Context behind(SpanContext before) {
        return Context.root().with(io.opentelemetry.api.trace.Span.wrap(before));
    }

    private boolean isDrawn() {
        double share = settings.sampleShare();
        return share >= 1 || (share > 0 && chance.nextDouble() < share);
    }

    @Override
    public int waiting() {
        return outbound.waiting();
    }

    @Override
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        CompletableResultCode shut = provider.shutdown();
        // Traces that did not arrive are counted, and no reason to call the stop unclean.
        var unused = shut.whenComplete(closed::tryComplete);
        return closed.future();
    }

    private record HandedInClock(Clock clock, LongSupplier nanos) implements io.opentelemetry.sdk.common.Clock {

        @Override
        public long now() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public long nanoTime() {
            return nanos.getAsLong();
        }
    }
}
