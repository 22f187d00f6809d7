package org.slotkeeper.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slotkeeper.platform.JsonText;
import org.slotkeeper.reconcile.Drift;
import org.slotkeeper.reconcile.ReconcileOnce;
import org.slotkeeper.reconcile.spi.DriftKind;

/** What reconciling came to, for people and for programs: a line for each kind that was found. */
record DriftTable(int practices, int cold, List<Line> lines) {

    private static final int EXAMPLES_MAX = 3;
    private static final int OBJECT_BYTES = 1_000;

    record Line(DriftKind kind, Set<String> practices, int found, int remaining, List<String> examples) {
        int repaired() {
            return Math.max(0, found - remaining);
        }
    }

    static DriftTable of(ReconcileOnce.Result result) {
        List<Line> lines = new ArrayList<>();
        for (DriftKind kind : DriftKind.values()) {
            List<Drift> found = of(result.reconciled().found(), kind);
            List<Drift> remaining = of(result.reconciled().remaining(), kind);
            if (!found.isEmpty() || !remaining.isEmpty()) {
                lines.add(line(kind, found, remaining));
            }
        }
        return new DriftTable(result.practices(), result.cold(), lines);
    }

    private static List<Drift> of(List<Drift> drifts, DriftKind kind) {
        return drifts.stream().filter(drift -> drift.kind() == kind).toList();
    }

    private static Line line(DriftKind kind, List<Drift> found, List<Drift> remaining) {
        Set<String> practices = new TreeSet<>();
        List<String> examples = new ArrayList<>();
        for (Drift drift : remaining.isEmpty() ? found : remaining) {
            practices.add(drift.practice().value());
            examples.addAll(drift.examples());
        }
        found.forEach(drift -> practices.add(drift.practice().value()));
        return new Line(
                kind,
                practices,
                count(found),
                count(remaining),
                examples.stream().limit(EXAMPLES_MAX).toList());
    }

    private static int count(List<Drift> drifts) {
        return drifts.stream().mapToInt(Drift::count).sum();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        if (!lines.isEmpty()) {
            text.append(String.format(
                    "%-26s %9s %9s %9s %9s  %s%n",
                    "drift", "practices", "found", "repaired", "remaining", "for example"));
        }
        for (Line line : lines) {
            String examples = line.examples().isEmpty()
                    ? String.join(
                            " ", line.practices().stream().limit(EXAMPLES_MAX).toList())
                    : String.join(" ", line.examples());
            text.append(String.format(
                    "%-26s %9d %9d %9d %9d  %s%n",
                    line.kind(), line.practices().size(), line.found(), line.repaired(), line.remaining(), examples));
        }
        text.append(String.format(
                "%d practices reconciled, %d not yet in the inventory: %s%n", practices, cold, verdict()));
        return text.toString();
    }

    private String verdict() {
        if (lines.isEmpty()) {
            return "no drift";
        }
        return lines.stream().allMatch(line -> line.remaining() == 0) ? "no drift is left" : "drift remains";
    }

    String json() {
        JsonText text = new JsonText(OBJECT_BYTES)
                .open()
                .field("practices", practices)
                .field("cold", cold)
                .array("drift");
        lines.forEach(line -> text.open()
                .field("kind", line.kind().name())
                .texts("practices", line.practices())
                .field("found", line.found())
                .field("repaired", line.repaired())
                .field("remaining", line.remaining())
                .texts("examples", line.examples())
                .close());
        return text.closeArray().close().whole() + System.lineSeparator();
    }
}
