package org.slotkeeper.gateway.door;

import org.slotkeeper.api.Engine;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Routes;
import org.slotkeeper.gateway.http.FrontEnvironment;
import org.slotkeeper.identity.TokenVerifier;
import org.slotkeeper.telemetry.LineWriter;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.tracing.Traces;

/**
 * What a front works with; all of it is shared by its event engines.
 *
 * @param routes the ones served here; every other is unknown
 */
public record FrontParts(
        Engine engine,
        Routes routes,
        TokenVerifier tokens,
        Failure.Writer failures,
        Signals signals,
        FrontEnvironment environment) {

    /**
     * What is told of requests: how many and how fast, one by one, and on which ways.
     *
     * @param accessLines where the access log's lines go on to
     * @param traces begins the span of a request, or none
     */
    public record Signals(Meters meters, LineWriter accessLines, Traces.Door traces) {}
}
