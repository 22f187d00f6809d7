package org.slotkeeper.load.kit.page;

import java.util.Locale;

/** A picture that is being drawn; its measures are those of its own coordinates. */
final class Svg {

    /** Those of the NHS, so far apart that lines beside each other can be told apart. */
    static final String[] COLOURS = {
        "#005eb8", "#d5281b", "#007f3b", "#7c2855", "#ed8b00", "#41b6e6", "#425563", "#ae2573", "#78be20", "#330072"
    };

    static final String GRID = "#d8dde0";
    static final String INK = "#212b32";

    private final StringBuilder drawn = new StringBuilder();

    Svg(int width, int height, String says) {
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", width, height, Html.escape(says));
    }

    void line(double x1, double x2, double y1, double y2, String colour) {
        add("<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x1, x2, y1, y2, colour);
    }

    /** @param anchor start, middle or end: which part of the text is at that place */
    void text(double x, double y, String anchor, String colour, String plain) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" style=\"fill:%s\">%s</text>",
                x, y, anchor, colour, Html.escape(plain));
    }

    /** @param says what is told of it when somebody points at it */
    void bar(double x, double y, double width, double height, String colour, String says) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s</title></rect>",
                x, y, width, height, colour, Html.escape(says));
    }

    void dot(double x, double y, String colour, String says) {
        add(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s</title></circle>",
                x, y, colour, Html.escape(says));
    }

    void path(String points, String colour) {
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, colour);
    }

    private void add(String format, Object... values) {
        drawn.append(String.format(Locale.ROOT, format, values));
    }

    Html drawn() {
        return new Html(drawn + "</svg>\n");
    }
}
