package org.slotkeeper.cost;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slotkeeper.load.kit.Spread;
import org.slotkeeper.load.kit.page.Bars;
import org.slotkeeper.load.kit.page.Bars.Bar;
import org.slotkeeper.load.kit.page.Html;
import org.slotkeeper.load.kit.page.Numbers;
import org.slotkeeper.load.kit.page.Page;

/** The figures as a page: for each operation a bar for each contestant, in pieces by process, with a line from the cheapest round to the dearest. */
final class CostPage {

    private static final Map<String, String> COLOURS = Map.of(
            "JVM",
            "#005eb8",
            "engine JVM",
            "#005eb8",
            "gateway JVM",
            "#41b6e6",
            "Postgres",
            "#78be20",
            "Redis",
            "#d5281b");
    private static final List<String> LEGEND = List.of("JVM", "gateway JVM", "Postgres", "Redis");

    private final Figures figures;

    CostPage(Figures figures) {
        this.figures = figures;
    }

    String html() {
        Page page = new Page("What an operation costs")
                .add(
                        Html.text(
                                "CPU microseconds an operation, user and system, of all processes together: median of the rounds; the line goes from the cheapest round to the dearest. In brackets: how many times as dear as "
                                        + Figures.MEASURE + ", round by round."),
                        legend());
        for (Operation operation : Operation.values()) {
            List<Bar> bars = figures.contestants().stream()
                    .filter(one -> figures.cpu(one, operation).isPresent())
                    .map(one -> bar(one, operation))
                    .toList();
            if (!bars.isEmpty()) {
                page.add(Html.section(
                        operation.words, Html.text(operation.meaning), Bars.draw(operation.words, bars, COLOURS)));
            }
        }
        return page.add(Circumstances.told(figures.json(), "options", "postgres", "leftOut"))
                .html();
    }

    private static Html legend() {
        Map<String, String> colours = new LinkedHashMap<>();
        LEGEND.forEach(process -> colours.put(process, COLOURS.get(process)));
        return Bars.legend(colours);
    }

    private Bar bar(String contestant, Operation operation) {
        Map<String, Double> pieces = new LinkedHashMap<>();
        figures.processes(contestant, operation)
                .forEach(process -> pieces.put(process, figures.cpuOf(contestant, operation, process)));
        Spread cpu = figures.cpu(contestant, operation).orElseThrow();
        String times = figures.ratio(contestant, operation)
                .map(ratio -> " (" + Numbers.words(ratio.middle()) + ")")
                .orElse("");
        return new Bar(contestant, cpu, pieces, Numbers.words(cpu.middle()) + " us" + times);
    }
}
