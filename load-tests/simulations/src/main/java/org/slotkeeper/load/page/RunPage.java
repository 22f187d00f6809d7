package org.slotkeeper.load.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slotkeeper.load.Settings;
import org.slotkeeper.load.audit.Finding;
import org.slotkeeper.load.kit.Resources;
import org.slotkeeper.load.kit.Spread;
import org.slotkeeper.load.kit.page.Html;
import org.slotkeeper.load.kit.page.Html.Tile;
import org.slotkeeper.load.kit.page.Lines;
import org.slotkeeper.load.kit.page.Lines.Axes;
import org.slotkeeper.load.kit.page.Lines.Line;
import org.slotkeeper.load.kit.page.Lines.Point;
import org.slotkeeper.load.kit.page.Lines.Tick;
import org.slotkeeper.load.kit.page.Page;
import org.slotkeeper.load.plan.Shape;
import org.slotkeeper.load.watch.Watch.Sample;

/** Makes the page of a run: what it came to, and pictures over time that share one cursor and one zoom. */
public final class RunPage {

    private static final double[] PARTS = {0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999, 1};
    private static final double NINES_SHOWN = 4.4;
    private static final int CURVE_COUNT_MIN = 20;
    private static final int FINDINGS_SHOWN = 50;
    private static final List<String> STEP_COLUMNS =
            List.of("asked for /s", "bookings /s", "booking p50 ms", "booking p99 ms", "failed /s", "arrivals late ms");
    private static final String SOURCES =
            "Figures of demand: NHS England, Open Government Licence v3.0. Within two hours"
                    + " no shape is published: spike and spread are assumptions, and are settings. Pictures over time drawn by"
                    + " uPlot 1.6.32 (MIT).";

    private final Settings settings;
    private final Figures figures;
    private final List<Sample> samples;
    private final long measuredFromMillis;

    public RunPage(Settings settings, Figures figures, List<Sample> samples, long measuredFromMillis) {
        this.settings = settings;
        this.figures = figures;
        this.samples = samples;
        this.measuredFromMillis = measuredFromMillis;
    }

    /** @param about lines of what was run where; {@code journeys} the steps of a stress run, else empty */
    public record Told(
            Map<String, String> about, Verdict verdict, List<Finding> findings, Shape journeys, String gatlingReport) {}

    public String html(Told told) {
        Page page = new Page("Slotkeeper: " + settings.text("simulation"))
                .style(Resources.text("/page/uPlot-1.6.32.min.css") + Resources.text("/page/time.css"))
                .verdict(told.verdict().isPassed());
        if (!told.gatlingReport().isEmpty()) {
            page.more("Gatling's report", told.gatlingReport());
        }
        page.add(Html.tiles(tiles(told)), Html.columns(checks(told.verdict()), operations()));
        if (settings.text("simulation").equals("Stress")) {
            page.add(steps(told.journeys()));
        }
        if (!told.findings().isEmpty()) {
            page.add(findings(told.findings()));
        }
        return page.add(overTime(), details(told), Html.note(SOURCES)).html();
    }

    private static Html checks(Verdict verdict) {
        return Html.section(
                "What was asked for, and what was found",
                Html.table(
                        List.of("", "wanted", "found", ""),
                        verdict.checks().stream()
                                .map(check -> List.of(
                                        check.name(),
                                        check.wanted(),
                                        check.found(),
                                        check.isMet() || check.isJudged() ? Html.mark(check.isMet()) : "not judged"))
                                .toList()));
    }

    private static Html findings(List<Finding> findings) {
        List<String> lines = new ArrayList<>(
                findings.stream().limit(FINDINGS_SHOWN).map(Finding::toString).toList());
        if (findings.size() > FINDINGS_SHOWN) {
            lines.add("and " + (findings.size() - FINDINGS_SHOWN) + " more");
        }
        return Html.section("What the audit found", Html.list(lines));
    }

    private Html details(Told told) {
        return Html.details(
                "What was run, where, with which settings",
                Html.facts(told.about()),
                Html.smallHeading("Answers that were no success"),
                Html.facts(figures.codes()),
                Html.smallHeading("Settings"),
                Html.facts(settings.all()));
    }

    /** The only part that is drawn where it is read: who zooms into one picture zooms into all. */
    private Html overTime() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(
                "charts",
                charts().stream()
                        .filter(chart -> !chart.isEmpty())
                        .map(Chart::json)
                        .toList());
        data.put("heatmaps", new ServerCharts(samples, measuredFromMillis).heatmaps());
        try {
            String json = new ObjectMapper().writeValueAsString(data).replace("</", "<\\/");
            return new Html(Resources.text("/page/time.html")
                    .replace("/*UPLOT-LICENCE*/", Resources.text("/page/uPlot-LICENSE.txt"))
                    .replace("/*UPLOT-JS*/", Resources.text("/page/uPlot-1.6.32.iife.min.js"))
                    .replace("/*TIME-JS*/", Resources.text("/page/time.js"))
                    .replace("/*DATA*/", json));
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("maps of numbers and texts are not written", cause);
        }
    }

    private List<Tile> tiles(Told told) {
        List<Tile> tiles = new ArrayList<>();
        Quantiles admitted = figures.admitted();
        double seconds = figures.measuredSeconds();
        if (admitted.count() > 0) {
            tiles.add(new Tile(Integer.toString(admitted.count()), "bookings given"));
            tiles.add(new Tile(rate(admitted.count() / seconds) + " /s", "bookings, mean"));
            tiles.add(new Tile(rate(peak(Figures.ADMITTED, 10)) + " /s", "bookings, best 10 seconds"));
            tiles.add(new Tile(admitted.at(0.5) + " ms", "booking p50"));
            tiles.add(new Tile(admitted.at(0.99) + " ms", "booking p99"));
            tiles.add(new Tile(Verdict.percent(figures.lostShare()), "attempts lost (409)"));
        }
        if (figures.total("publish").count() > 0) {
            tiles.add(new Tile(Integer.toString(figures.total("publish").count()), "sessions published"));
        }
        tiles.add(new Tile(rate(figures.total("search").count() / seconds) + " /s", "searches, mean"));
        tiles.add(new Tile(Integer.toString(told.findings().size()), "findings of the audit"));
        tiles.add(new Tile(figures.late().at(0.99) + " ms", "arrivals late, p99"));
        tiles.add(new Tile(Math.round(injectorShare()) + " %", "injector, of one core"));
        return tiles;
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

    private Html operations() {
        List<List<String>> rows = new ArrayList<>();
        figures.totals().forEach((name, taken) -> {
            List<String> row = new ArrayList<>(
                    List.of(name, Integer.toString(taken.count()), rate(taken.count() / figures.measuredSeconds())));
            for (double part : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
                row.add(Long.toString(taken.at(part)));
            }
            rows.add(row);
        });
        return Html.section(
                "Until the answer, milliseconds",
                Html.figures(List.of("", "count", "a second", "p50", "p90", "p99", "p99.9", "longest"), rows),
                Html.note("From sending to the last byte, at the injector; people come whether or not others were"
                        + " answered. “booked” is “book” (at once) and “confirm” (of a hold) together."),
                curves());
    }

    private Html curves() {
        List<Line> curves = new ArrayList<>();
        figures.totals().forEach((name, taken) -> {
            if (taken.count() >= CURVE_COUNT_MIN) {
                curves.add(new Line(
                        name,
                        Arrays.stream(PARTS)
                                .filter(part -> part == 1 || taken.count() * (1 - part) >= 1)
                                .mapToObj(part -> new Point(nines(part), Spread.of(taken.at(part))))
                                .toList()));
            }
        });
        List<Tick> ticks = Stream.of(50, 90, 99, 99.9, 99.99)
                .map(Number::doubleValue)
                .map(percent -> new Tick(nines(percent / 100), String.format(Locale.ROOT, "%s %%", percent)))
                .toList();
        return Lines.draw(
                new Axes("times until the answer", ticks, "ms", "of answers were not later than", true), curves);
    }

    /** Each nine more is as far to the right as the one before. */
    private static double nines(double part) {
        return Math.min(1, part >= 1 ? 1 : -Math.log10(1 - part) / NINES_SHOWN);
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
    private Html steps(Shape journeys) {
        List<List<Double>> steps = new ArrayList<>();
        List<Integer> bins = figures.bins();
        double from = 0;
        for (Shape.Piece piece : journeys.pieces()) {
            // The first seconds of a step belong to the one before.
            double begin = from + Math.min(3, piece.seconds() / 4);
            double end = from + piece.seconds();
            steps.add(List.of(
                    piece.perSecond(),
                    mean(bins, figures.rate(Figures.ADMITTED), begin, end),
                    mean(bins, figures.quantile(Figures.ADMITTED, 0.5), begin, end),
                    mean(bins, figures.quantile(Figures.ADMITTED, 0.99), begin, end),
                    mean(bins, figures.rate("failed"), begin, end),
                    mean(bins, figures.lateByTime(), begin, end)));
            from = end;
        }
        return Html.section(
                "Step by step: where it bends",
                stepLines(steps, "ms", true, 2, 3, 5),
                stepLines(steps, "a second", false, 0, 1, 4),
                Html.figures(
                        STEP_COLUMNS,
                        steps.stream()
                                .map(step -> step.stream().map(String::valueOf).toList())
                                .toList()));
    }

    private static Html stepLines(List<List<Double>> steps, String unit, boolean isLogarithmic, int... columns) {
        double most = steps.stream().mapToDouble(step -> step.get(0)).max().orElse(1);
        List<Tick> ticks = steps.stream()
                .map(step -> new Tick(step.get(0) / most, Long.toString(Math.round(step.get(0)))))
                .toList();
        List<Line> lines = Arrays.stream(columns)
                .mapToObj(column -> new Line(
                        STEP_COLUMNS.get(column),
                        steps.stream()
                                .map(step -> new Point(step.get(0) / most, Spread.of(step.get(column))))
                                .toList()))
                .toList();
        return Lines.draw(
                new Axes("steps", ticks, unit, "journeys a second that were asked for", isLogarithmic), lines);
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
