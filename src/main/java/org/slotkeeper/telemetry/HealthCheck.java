package org.slotkeeper.telemetry;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * One thing that must work before callers are sent here.
 *
 * @param name as it stands in the answer of {@code /health/ready}
 * @param passes asked each time; a failed future is a failed check
 */
public record HealthCheck(String name, Supplier<Future<Boolean>> passes) {

    public HealthCheck {
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("not a check's name (small letters, digits and -): " + name);
        }
    }
}
