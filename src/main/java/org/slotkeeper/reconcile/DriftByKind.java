package org.slotkeeper.reconcile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.reconcile.spi.LedgerSight.Flaw;

/** Puts what was found one by one together by practice and kind. */
final class DriftByKind {

    private DriftByKind() {}

    static List<Drift> of(List<Flaw> flaws) {
        Map<String, Map<DriftKind, List<String>>> examples = new TreeMap<>();
        flaws.forEach(flaw -> examples.computeIfAbsent(flaw.practice().value(), none -> new EnumMap<>(DriftKind.class))
                .computeIfAbsent(flaw.kind(), none -> new ArrayList<>())
                .add(flaw.example()));
        List<Drift> drifts = new ArrayList<>();
        examples.forEach((practice, kinds) -> kinds.forEach((kind, found) -> drifts.add(new Drift(
                new OdsCode(practice),
                kind,
                found.size(),
                found.stream().filter(example -> !example.isEmpty()).toList()))));
        return drifts;
    }
}
