package org.slotkeeper.reconcile;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slotkeeper.reconcile.spi.DriftKind;

/**
 * What drift there still is, as far as is known: what was last found of each subject stands until
 * the subject is looked at again. Safe to be read by any thread.
 */
final class OpenDrift {

    private final Map<Object, List<Drift>> bySubject = new ConcurrentHashMap<>();

    /** @param subject what was looked at, for example one practice's inventory */
    void replace(Object subject, List<Drift> drifts) {
        if (drifts.isEmpty()) {
            bySubject.remove(subject);
        } else {
            bySubject.put(subject, List.copyOf(drifts));
        }
    }

    int of(DriftKind kind) {
        return bySubject.values().stream()
                .flatMap(List::stream)
                .filter(drift -> drift.kind() == kind)
                .mapToInt(Drift::count)
                .sum();
    }
}
