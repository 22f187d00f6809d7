package org.slotkeeper.gateway.door;

import org.slotkeeper.api.Engine;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Routes;
import org.slotkeeper.gateway.http.Surroundings;
import org.slotkeeper.identity.TokenVerifier;
import org.slotkeeper.telemetry.LineWriter;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.tracing.Traces;

/**
 * What a front works with; all of it is shared by its event loops.
 *
 * @param routes the ones served here; every other is unknown
 * @param accessLines where the access log's lines go on to
 * @param traces begins the span of a request, or none
 */
public record FrontParts(
        Engine engine,
        Routes routes,
        TokenVerifier tokens,
        Failure.Writer failures,
        Meters meters,
        LineWriter accessLines,
        Traces.Door traces,
        Surroundings around) {}
