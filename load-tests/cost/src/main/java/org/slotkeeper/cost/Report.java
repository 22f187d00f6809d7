package org.slotkeeper.cost;

import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slotkeeper.load.kit.Spread;
import org.slotkeeper.load.kit.page.Numbers;

/** The figures as tables for a terminal. */
final class Report {

    private final Figures figures;
    private final PrintStream out;

    Report(Figures figures, PrintStream out) {
        this.figures = figures;
        this.out = out;
    }

    void print() {
        out.println();
        out.println(
                "CPU microseconds an operation, all processes together: median of the rounds (lowest to highest). times: against \""
                        + Figures.MEASURE + "\", round by round.");
        figures.json()
                .getJsonObject("leftOut", new JsonObject())
                .forEach(one -> out.println("not measured: " + one.getKey() + ", because " + one.getValue()));
        for (Operation operation : Operation.values()) {
            out.printf("%n%s: %s%n", operation.words, operation.meaning);
            out.printf(
                    "  %-56s %-24s %-20s %-18s %-22s %s%n",
                    "", "CPU us", "times", "per second", "p50 / p99 ms", "by process");
            for (String contestant : figures.contestants()) {
                if (!figures.all(contestant, operation).isEmpty()) {
                    out.println(line(contestant, operation));
                }
            }
        }
    }

    private String line(String contestant, Operation operation) {
        Optional<Spread> cpu = figures.cpu(contestant, operation);
        if (cpu.isEmpty()) {
            return String.format(
                    "  %-56s not measured: it answered %s",
                    contestant, figures.all(contestant, operation).get(0).getJsonObject("answers"));
        }
        String processes = figures.processes(contestant, operation).stream()
                .map(process -> process + " " + Numbers.words(figures.cpuOf(contestant, operation, process)))
                .collect(Collectors.joining(", "));
        double p50 = figures.spread(contestant, operation, sample -> sample.getDouble("p50Millis"))
                .orElseThrow()
                .middle();
        double p99 = figures.spread(contestant, operation, sample -> sample.getDouble("p99Millis"))
                .orElseThrow()
                .middle();
        double perSecond = figures.spread(contestant, operation, sample -> sample.getDouble("perSecond"))
                .orElseThrow()
                .middle();
        return String.format(
                Locale.ROOT,
                "  %-56s %-24s %-20s %-18s %-22s %s",
                contestant,
                Numbers.words(cpu.get()),
                figures.ratio(contestant, operation).map(Numbers::words).orElse(""),
                Numbers.words(perSecond),
                Numbers.words(p50) + " / " + Numbers.words(p99),
                processes);
    }

    /** Two commits beside each other. What differs by less than the rounds of each differ among themselves is no finding. */
    static void compare(Figures before, Figures after, PrintStream out) {
        out.printf(
                "before: %s of %s on %s%nafter:  %s of %s on %s%n",
                before.json().getString("commit"),
                before.json().getString("at"),
                before.json().getString("jdk"),
                after.json().getString("commit"),
                after.json().getString("at"),
                after.json().getString("jdk"));
        out.printf("%-56s %-18s %-26s %-26s %s%n", "CPU us", "", "before", "after", "change");
        for (String contestant : after.contestants()) {
            for (Operation operation : Operation.values()) {
                Optional<Spread> old = before.cpu(contestant, operation);
                Optional<Spread> now = after.cpu(contestant, operation);
                if (old.isPresent() && now.isPresent()) {
                    double change = (now.get().middle() / old.get().middle() - 1) * 100;
                    out.printf(
                            Locale.ROOT,
                            "%-56s %-18s %-26s %-26s %+.1f %%%s%n",
                            contestant,
                            operation.words,
                            Numbers.words(old.get()),
                            Numbers.words(now.get()),
                            change,
                            old.get().overlaps(now.get()) ? ", within the spread" : "");
                }
            }
        }
    }
}
