package org.slotkeeper.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.reconcile.spi.DriftReports;

/** Counts drift by kind, and how much there is left. */
public final class DriftMeters implements DriftReports {

    private final MeterRegistry registry;
    private final Map<DriftKind, Counter> found;
    private final Map<DriftKind, Counter> repaired;
    private final Counter practices;

    DriftMeters(MeterRegistry registry) {
        this.registry = registry;
        this.found = counters("slotkeeper.drift.found", "Differences between the stores, or in the ledger, by kind");
        this.repaired = counters("slotkeeper.drift.repaired", "Differences that were put right, by kind");
        this.practices = Counter.builder("slotkeeper.practices.reconciled")
                .description("Looks at a practice's inventory that held it against the ledger")
                .register(registry);
    }

    private Map<DriftKind, Counter> counters(String name, String meaning) {
        Map<DriftKind, Counter> counters = new EnumMap<>(DriftKind.class);
        for (DriftKind kind : DriftKind.values()) {
            counters.put(
                    kind,
                    Counter.builder(name)
                            .description(meaning)
                            .tag("kind", MeterConventions.label(kind))
                            .register(registry));
        }
        return counters;
    }

    @Override
    public void found(DriftKind kind, int count) {
        Objects.requireNonNull(found.get(kind)).increment(count);
    }

    @Override
    public void repaired(DriftKind kind, int count) {
        Objects.requireNonNull(repaired.get(kind)).increment(count);
    }

    @Override
    public void practiceReconciled() {
        practices.increment();
    }

    /**
     * @param remaining how much there is left of each kind; @param roundAgeSeconds how long ago all
     * practices had been looked at
     */
    public void watch(ToIntFunction<DriftKind> remaining, Supplier<Number> roundAgeSeconds) {
        for (DriftKind kind : DriftKind.values()) {
            Gauge.builder("slotkeeper.drift.remaining", () -> remaining.applyAsInt(kind))
                    .description("Differences that were found and are not known to be put right")
                    .tag("kind", MeterConventions.label(kind))
                    .register(registry);
        }
        Gauge.builder("slotkeeper.reconcile.round.age", roundAgeSeconds)
                .description("How long ago all practices had been held against the ledger")
                .baseUnit("seconds")
                .register(registry);
    }
}
