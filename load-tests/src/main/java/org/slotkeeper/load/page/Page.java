package org.slotkeeper.load.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slotkeeper.load.Resources;
import org.slotkeeper.load.Settings;
import org.slotkeeper.load.audit.Finding;
import org.slotkeeper.load.plan.Shape;
import org.slotkeeper.load.watch.Watch.Sample;

/** Writes the page: everything it needs is in it, so that it can be sent around and read without a network. */
public final class Page {

    private static final double[] PARTS = {0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999, 1};
    private static final int FINDINGS_SHOWN = 50;

    private final Settings settings;
    private final Figures figures;
    private final List<Sample> samples;
    private final long measuredFromMillis;

    public Page(Settings settings, Figures figures, List<Sample> samples, long measuredFromMillis) {
        this.settings = settings;
        this.figures = figures;
        this.samples = samples;
        this.measuredFromMillis = measuredFromMillis;
    }

    /** @param about lines of what was run where; {@code journeys} the steps of a stress run, else empty */
    public record Told(
            Map<String, String> about, Verdict verdict, List<Finding> findings, Shape journeys, String gatlingReport) {}

    public void write(Path file, Told told) throws IOException {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("simulation", settings.text("simulation"));
        data.put("passed", told.verdict().isPassed());
        data.put("about", told.about());
        data.put("checks", told.verdict().checks());
        data.put("tiles", tiles(told));
        data.put("operations", operations());
        data.put("codes", figures.codes());
        data.put(
                "findings",
                told.findings().stream()
                        .limit(FINDINGS_SHOWN)
                        .map(Finding::toString)
                        .toList());
        data.put("findingsInAll", told.findings().size());
        data.put("curves", curves());
        data.put("measuredSeconds", figures.measuredSeconds());
        data.put(
                "charts",
                charts().stream()
                        .filter(chart -> !chart.isEmpty())
                        .map(Chart::json)
                        .toList());
        data.put("heatmaps", new ServerCharts(samples, measuredFromMillis).heatmaps());
        data.put("steps", settings.text("simulation").equals("Stress") ? steps(told.journeys()) : List.of());
        data.put("settings", new java.util.TreeMap<>(settings.all()));
        data.put("gatling", told.gatlingReport());
        String json = new ObjectMapper().writeValueAsString(data).replace("</", "<\\/");
        String page = Resources.text("/page/page.html")
                .replace("/*UPLOT-CSS*/", Resources.text("/page/uPlot-1.6.32.min.css"))
                .replace("/*UPLOT-LICENCE*/", Resources.text("/page/uPlot-LICENSE.txt"))
                .replace("/*UPLOT-JS*/", Resources.text("/page/uPlot-1.6.32.iife.min.js"))
                .replace("/*PAGE-JS*/", Resources.text("/page/page.js"))
                .replace("/*DATA*/", json);
        Path unused = Files.writeString(file, page);
    }

    private List<Map<String, String>> tiles(Told told) {
        List<Map<String, String>> tiles = new ArrayList<>();
        Quantiles admitted = figures.admitted();
        double seconds = figures.measuredSeconds();
        if (admitted.count() > 0) {
            tiles.add(tile(Integer.toString(admitted.count()), "bookings given"));
            tiles.add(tile(rate(admitted.count() / seconds) + " /s", "bookings, mean"));
            tiles.add(tile(rate(peak(Figures.ADMITTED, 10)) + " /s", "bookings, best 10 seconds"));
            tiles.add(tile(admitted.at(0.5) + " ms", "booking p50"));
            tiles.add(tile(admitted.at(0.99) + " ms", "booking p99"));
            tiles.add(tile(Verdict.percent(figures.lostShare()), "attempts lost (409)"));
        }
        if (figures.total("publish").count() > 0) {
            tiles.add(tile(Integer.toString(figures.total("publish").count()), "sessions published"));
        }
        tiles.add(tile(rate(figures.total("search").count() / seconds) + " /s", "searches, mean"));
        tiles.add(tile(Integer.toString(told.findings().size()), "findings of the audit"));
        tiles.add(tile(figures.late().at(0.99) + " ms", "arrivals late, p99"));
        tiles.add(tile(Math.round(injectorShare()) + " %", "injector, of one core"));
        return tiles;
    }

    private static Map<String, String> tile(String value, String name) {
        return Map.of("value", value, "name", name);
    }

    /** The most that it was on average over so many seconds while it counted. */
    public double peak(String name, int window) {
        List<Integer> bins = figures.bins();
        List<Double> rates = figures.rate(name);
        double most = 0;
        for (int at = 0; at + window <= bins.size(); at++) {
            if (bins.get(at) >= 0) {
                most = Math.max(
                        most,
                        rates.subList(at, at + window).stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0));
            }
        }
        return most;
    }

    /** How much of one core the injector took while it counted. */
    public double injectorShare() {
        List<Sample> counted = samples.stream()
                .filter(sample -> sample.atMillis() >= measuredFromMillis && sample.value("cpu.injector") > 0)
                .toList();
        if (counted.size() < 2) {
            return 0;
        }
        Sample first = counted.get(0);
        Sample last = counted.get(counted.size() - 1);
        return 100 * (last.value("cpu.injector") - first.value("cpu.injector")) / (last.atMillis() - first.atMillis());
    }

    private List<List<String>> operations() {
        List<List<String>> rows = new ArrayList<>();
        figures.totals().forEach((name, taken) -> {
            List<String> row = new ArrayList<>(
                    List.of(name, Integer.toString(taken.count()), rate(taken.count() / figures.measuredSeconds())));
            for (double part : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
                row.add(Long.toString(taken.at(part)));
            }
            rows.add(row);
        });
        return rows;
    }

    private Map<String, Object> curves() {
        Map<String, Object> curves = new LinkedHashMap<>();
        figures.totals().forEach((name, taken) -> {
            if (taken.count() >= 20) {
                List<List<Number>> points = new ArrayList<>();
                for (double part : PARTS) {
                    if (part == 1 || taken.count() * (1 - part) >= 1) {
                        points.add(List.of(part, taken.at(part)));
                    }
                }
                curves.put(name, points);
            }
        });
        return curves;
    }

    private List<Chart> charts() {
        List<Integer> bins = figures.bins();
        Chart answers = new Chart("Answers a second", "", "As the injector saw them. Left of 0: the warm-up.", bins);
        for (String name : List.of(
                "search",
                Figures.ADMITTED,
                "hold",
                Figures.LOST,
                "cancel",
                "read",
                "publish",
                "refused (4xx)",
                "failed")) {
            answers = answers.with(name, figures.rate(name));
        }
        Chart bookings = new Chart(
                        "Bookings: time until the answer",
                        "ms",
                        "Of each second, at the injector, from sending on.",
                        bins)
                .with("p50", figures.quantile(Figures.ADMITTED, 0.5))
                .with("p99", figures.quantile(Figures.ADMITTED, 0.99))
                .with("p99 of the lost", figures.quantile(Figures.LOST, 0.99))
                .limit(settings.number("p99BookMillis"))
                .logarithmic();
        Chart others = new Chart("Other calls: p99 until the answer", "ms", "Of each second, at the injector.", bins);
        for (String name : List.of("search", "hold", "cancel", "read", "publish")) {
            others = others.with(name, figures.quantile(name, 0.99));
        }
        Chart late = new Chart(
                        "Arrivals: how late against their schedule",
                        "ms",
                        "The latest of each second. If this is large, less load was put on than planned and the times are too good.",
                        bins)
                .with("latest", figures.lateByTime())
                .limit(settings.number("lateMillis"))
                .logarithmic();
        List<Chart> charts = new ArrayList<>(List.of(answers, bookings, others.logarithmic(), late));
        charts.addAll(new ServerCharts(samples, measuredFromMillis).charts());
        return charts;
    }

    /** For each step: what was asked of the server, what it gave, and how long that took. */
    private List<Map<String, Object>> steps(Shape journeys) {
        List<Map<String, Object>> steps = new ArrayList<>();
        List<Integer> bins = figures.bins();
        double from = 0;
        for (Shape.Piece piece : journeys.pieces()) {
            // The first seconds of a step belong to the one before.
            double begin = from + Math.min(3, piece.seconds() / 4);
            double end = from + piece.seconds();
            Map<String, Object> step = new LinkedHashMap<>();
            step.put("offered", piece.perSecond());
            step.put("bookings", mean(bins, figures.rate(Figures.ADMITTED), begin, end));
            step.put("p50", mean(bins, figures.quantile(Figures.ADMITTED, 0.5), begin, end));
            step.put("p99", mean(bins, figures.quantile(Figures.ADMITTED, 0.99), begin, end));
            step.put("failed", mean(bins, figures.rate("failed"), begin, end));
            step.put("late", mean(bins, figures.lateByTime(), begin, end));
            steps.add(step);
            from = end;
        }
        return steps;
    }

    private static double mean(List<Integer> bins, List<Double> values, double from, double until) {
        double sum = 0;
        int count = 0;
        for (int at = 0; at < bins.size(); at++) {
            Double value = values.get(at);
            if (bins.get(at) >= from && bins.get(at) < until && value != null) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? 0 : Math.round(10 * sum / count) / 10.0;
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.1f", perSecond);
    }
}
