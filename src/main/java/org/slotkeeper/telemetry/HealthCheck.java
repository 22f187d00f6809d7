package org.slotkeeper.telemetry;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * One thing that should work before callers are sent here.
 *
 * @param name as it stands in the answer of {@code /health/ready}
 * @param scope whether callers would be served better by another process if it does not
 * @param passes asked each time; a failed future is a failed check
 */
public record HealthCheck(String name, Scope scope, Supplier<Future<Boolean>> passes) {

    /** Whom a failed check is about. */
    public enum Scope {
        /** This process only: callers are sent to another one. */
        OWN,
        /**
         * All processes alike, as a store is: to take this one out would take all of them out, and
         * with them what still works.
         */
        SHARED
    }

    public HealthCheck {
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("not a check's name (small letters, digits and -): " + name);
        }
    }

    public static HealthCheck own(String name, Supplier<Future<Boolean>> passes) {
        return new HealthCheck(name, Scope.OWN, passes);
    }

    public static HealthCheck shared(String name, Supplier<Future<Boolean>> passes) {
        return new HealthCheck(name, Scope.SHARED, passes);
    }
}
