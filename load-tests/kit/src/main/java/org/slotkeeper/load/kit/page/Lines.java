package org.slotkeeper.load.kit.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slotkeeper.load.kit.Spread;

/** Some lines over one axis, each named at its end, with what rounds differed by. */
public final class Lines {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 290;
    private static final int LEFT = 60;
    private static final int RIGHT = 170;
    private static final int TOP = 18;
    private static final int BOTTOM = 40;
    private static final int LABEL = 14;
    private static final int PARTS = 4;

    private final Axes axes;
    private final List<Line> lines;
    private final double most;

    /** @param x 0 to 1, from the left */
    public record Tick(double x, String label) {}

    public record Point(double x, Spread y) {}

    /** @param points in the order of their x */
    public record Line(String name, List<Point> points) {}

    /**
     * What is drawn upon.
     *
     * @param unit of what goes up
     * @param along what goes to the right
     * @param isLogarithmic from 1 up; otherwise it begins at 0
     */
    public record Axes(String title, List<Tick> ticks, String unit, String along, boolean isLogarithmic) {}

    private record End(String name, String colour, double y) {}

    private Lines(Axes axes, List<Line> lines) {
        this.axes = axes;
        this.lines = lines;
        double highest = lines.stream()
                .flatMap(line -> line.points.stream())
                .mapToDouble(point -> point.y.high())
                .max()
                .orElse(1);
        this.most = axes.isLogarithmic ? Math.max(10, highest) : Math.max(1e-9, 1.1 * highest);
    }

    public static Html draw(Axes axes, List<Line> lines) {
        return new Lines(
                        axes,
                        lines.stream().filter(line -> !line.points.isEmpty()).toList())
                .draw();
    }

    private Html draw() {
        Svg svg = new Svg(WIDTH, HEIGHT, axes.title);
        for (double value : heights()) {
            svg.line(LEFT, WIDTH - RIGHT, y(value), y(value), Svg.GRID);
            svg.text(
                    LEFT - 6, y(value) + 4, "end", Svg.INK, Numbers.words(value).replaceFirst("\\.0+$", ""));
        }
        axes.ticks.forEach(tick -> svg.text(x(tick.x), HEIGHT - BOTTOM + 16, "middle", Svg.INK, tick.label));
        svg.text(LEFT, HEIGHT - 6, "start", Svg.INK, axes.along);
        svg.text(2, 12, "start", Svg.INK, axes.unit);
        List<End> ends = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            ends.add(draw(svg, lines.get(at), Svg.COLOURS[at % Svg.COLOURS.length]));
        }
        name(svg, ends);
        return svg.drawn();
    }

    private List<Double> heights() {
        return axes.isLogarithmic
                ? IntStream.range(0, 6)
                        .mapToObj(power -> Math.pow(10, power))
                        .filter(value -> value <= most)
                        .toList()
                : IntStream.rangeClosed(0, PARTS)
                        .mapToObj(part -> most * part / PARTS)
                        .toList();
    }

    private End draw(Svg svg, Line line, String colour) {
        for (Point point : line.points) {
            svg.line(x(point.x), x(point.x), y(point.y.low()), y(point.y.high()), colour);
            svg.dot(x(point.x), y(point.y.middle()), colour, line.name + " " + Numbers.words(point.y));
        }
        svg.path(
                line.points.stream()
                        .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.x), y(point.y.middle())))
                        .collect(Collectors.joining(" ")),
                colour);
        Point last = line.points.get(line.points.size() - 1);
        return new End(line.name, colour, y(last.y.middle()));
    }

    /** From above, each below the one before, so that names never stand on each other. */
    private static void name(Svg svg, List<End> ends) {
        double free = 0;
        for (End end : ends.stream().sorted(Comparator.comparingDouble(End::y)).toList()) {
            double y = Math.max(end.y, free);
            svg.text(WIDTH - RIGHT + 10, y + 4, "start", end.colour, end.name);
            free = y + LABEL;
        }
    }

    private static double x(double part) {
        return LEFT + (WIDTH - LEFT - RIGHT) * part;
    }

    private double y(double value) {
        double part = axes.isLogarithmic ? Math.log10(Math.max(1, value)) / Math.log10(most) : value / most;
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * part;
    }
}
