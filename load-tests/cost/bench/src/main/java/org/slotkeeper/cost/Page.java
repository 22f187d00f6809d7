package org.slotkeeper.cost;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.cost.Figures.Spread;

/** The figures as one page that needs nothing else: for each operation a bar for each contestant, in pieces by process, with a whisker from the cheapest round to the dearest. */
final class Page {

    private static final int LEFT = 380;
    private static final int WIDTH = 620;
    private static final int BAR = 18;
    private static final int STEP = 30;
    private static final Map<String, String> COLOURS = Map.of("JVM", "#005eb8", "engine JVM", "#005eb8", "gateway JVM", "#41b6e6", "Postgres", "#78be20", "Redis", "#d5281b");
    private static final List<String> LEGEND = List.of("JVM", "gateway JVM", "Postgres", "Redis");

    private final Figures figures;

    Page(Figures figures) {
        this.figures = figures;
    }

    String html() {
        JsonObject json = figures.json();
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>What an operation costs</title>\n<style>")
                .append("body{font:15px system-ui,sans-serif;margin:2em auto;max-width:1120px;color:#212b32}h2{margin:1.6em 0 .2em}p{margin:.2em 0}svg{display:block;max-width:100%}text{font:13px system-ui,sans-serif;fill:#212b32}td,th{padding:.15em .8em .15em 0;text-align:left}")
                .append("</style></head><body>\n<h1>What an operation costs</h1>\n");
        page.append("<p>CPU microseconds an operation, user and system, of all processes together: median of the rounds; the line goes from the cheapest round to the dearest. ")
                .append("In brackets: how many times as dear as ").append(text(Figures.MEASURE)).append(", round by round.</p>\n");
        page.append("<p>").append(legend()).append("</p>\n");
        for (Operation operation : Operation.values()) {
            List<String> shown = figures.contestants().stream().filter(one -> figures.cpu(one, operation).isPresent()).toList();
            if (!shown.isEmpty()) {
                page.append("<h2>").append(text(operation.words)).append("</h2><p>").append(text(operation.meaning)).append("</p>\n").append(chart(operation, shown));
            }
        }
        page.append("<h2>Taken on</h2><table>");
        for (String key : List.of("commit", "at", "jdk", "cores", "loadBefore", "options", "postgres", "leftOut")) {
            page.append("<tr><th>").append(key).append("</th><td>").append(text(String.valueOf(json.getValue(key)))).append("</td></tr>");
        }
        return page.append("</table></body></html>\n").toString();
    }

    private static String legend() {
        StringBuilder legend = new StringBuilder();
        for (String process : LEGEND) {
            legend.append("<svg style=\"display:inline\" width=\"14\" height=\"12\"><rect width=\"12\" height=\"12\" fill=\"").append(COLOURS.get(process)).append("\"/></svg> ").append(process).append(" &nbsp; ");
        }
        return legend.toString();
    }

    private String chart(Operation operation, List<String> shown) {
        double longest = shown.stream().mapToDouble(one -> figures.cpu(one, operation).orElseThrow().high()).max().orElse(1);
        double scale = WIDTH / Math.max(longest, 1e-9);
        int height = shown.size() * STEP + 6;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", LEFT + WIDTH + 190, height, text(operation.words)));
        int top = 4;
        for (String contestant : shown) {
            svg.append(bar(contestant, operation, top, scale));
            top += STEP;
        }
        return svg.append("</svg>\n").toString();
    }

    private String bar(String contestant, Operation operation, int top, double scale) {
        Spread cpu = figures.cpu(contestant, operation).orElseThrow();
        StringBuilder bar = new StringBuilder(String.format("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 8, top + 14, text(contestant)));
        double pieces = figures.processes(contestant, operation).stream().mapToDouble(process -> figures.cpuOf(contestant, operation, process)).sum();
        double left = LEFT;
        for (String process : figures.processes(contestant, operation)) {
            // The medians of the parts need not add up to the median of the whole.
            double width = figures.cpuOf(contestant, operation, process) / Math.max(pieces, 1e-9) * cpu.middle() * scale;
            bar.append(String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>%s %s us</title></rect>", left, top, width, BAR, COLOURS.getOrDefault(process, "#768692"), text(process), Report.number(figures.cpuOf(contestant, operation, process))));
            left += width;
        }
        int middle = top + BAR / 2;
        bar.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#212b32\" stroke-width=\"1.5\"/>", LEFT + cpu.low() * scale, LEFT + cpu.high() * scale, middle, middle));
        Optional<Spread> ratio = figures.ratio(contestant, operation);
        bar.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s us%s</text>", LEFT + cpu.high() * scale + 6, top + 14, Report.number(cpu.middle()), ratio.map(one -> " (" + Report.number(one.middle()) + ")").orElse("")));
        return bar.toString();
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
