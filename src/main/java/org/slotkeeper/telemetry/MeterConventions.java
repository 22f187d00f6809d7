package org.slotkeeper.telemetry;

import java.time.Duration;
import java.util.Locale;

/**
 * What all meters have in common: how a value becomes a label, and into which steps times are
 * sorted.
 */
final class MeterConventions {

    private static final Duration[] LATENCY_STEPS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5)
    };

    private MeterConventions() {}

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Duration[] latencySteps() {
        return LATENCY_STEPS.clone();
    }
}
