package org.slotkeeper.load.kit.page;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slotkeeper.load.kit.Spread;

/** A bar for each of some that are compared, in pieces, with a line from its lowest round to its highest. */
public final class Bars {

    private static final int LEFT = 380;
    private static final int WIDTH = 620;
    private static final int RIGHT = 190;
    private static final int THICK = 18;
    private static final int STEP = 30;
    private static final int TOP = 4;
    private static final String OTHER = "#768692";

    private Bars() {}

    /**
     * @param pieces of the middle, by name: what counts is how large they are beside each other
     * @param says what stands behind it
     */
    public record Bar(String name, Spread whole, Map<String, Double> pieces, String says) {}

    public static Html legend(Map<String, String> colours) {
        return new Html(colours.entrySet().stream()
                .map(one -> "<span class=\"key\" style=\"background:" + one.getValue() + "\"></span>"
                        + Html.escape(one.getKey()))
                .collect(Collectors.joining("", "<p>", "</p>\n")));
    }

    /** @param colours of pieces, by name */
    public static Html draw(String title, List<Bar> bars, Map<String, String> colours) {
        double longest =
                bars.stream().mapToDouble(bar -> bar.whole.high()).max().orElse(1);
        double scale = WIDTH / Math.max(longest, 1e-9);
        Svg svg = new Svg(LEFT + WIDTH + RIGHT, bars.size() * STEP + TOP, title);
        for (int at = 0; at < bars.size(); at++) {
            draw(svg, bars.get(at), TOP + at * STEP, scale, colours);
        }
        return svg.drawn();
    }

    private static void draw(Svg svg, Bar bar, int top, double scale, Map<String, String> colours) {
        svg.text(LEFT - 8, top + 14, "end", Svg.INK, bar.name);
        double pieces =
                bar.pieces.values().stream().mapToDouble(Double::doubleValue).sum();
        double left = LEFT;
        for (Map.Entry<String, Double> piece : bar.pieces.entrySet()) {
            // The medians of the parts need not add up to the median of the whole.
            double width = piece.getValue() / Math.max(pieces, 1e-9) * bar.whole.middle() * scale;
            String says = piece.getKey() + " " + Numbers.words(piece.getValue());
            svg.bar(left, top, width, THICK, colours.getOrDefault(piece.getKey(), OTHER), says);
            left += width;
        }
        double middle = top + THICK / 2.0;
        svg.line(LEFT + bar.whole.low() * scale, LEFT + bar.whole.high() * scale, middle, middle, Svg.INK);
        svg.text(LEFT + bar.whole.high() * scale + 6, top + 14, "start", Svg.INK, bar.says);
    }
}
