package org.slotkeeper.assembly;

import io.vertx.core.Vertx;
import java.time.Clock;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.tracing.Off;
import org.slotkeeper.tracing.Traces;

/** What an engine is made in. */
public record EngineEnvironment(Vertx vertx, Clock clock, Chance chance, Meters meters, Traces traces, Seams seams) {
    public EngineEnvironment(Vertx vertx, Clock clock, Chance chance, Meters meters) {
        this(vertx, clock, chance, meters, Off.TRACES, Seams.NONE);
    }
}
