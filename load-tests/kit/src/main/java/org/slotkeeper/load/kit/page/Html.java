package org.slotkeeper.load.kit.page;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A piece of a page. Only what stands here is markup: all that is handed in is text. */
public record Html(String markup) {

    public static final Html NOTHING = new Html("");

    static final String MET = "✓";
    static final String MISSED = "✗";

    /** A fact that matters, large. */
    public record Tile(String value, String name) {}

    public static Html together(Html... pieces) {
        return together(Arrays.asList(pieces));
    }

    public static Html together(Collection<Html> pieces) {
        return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining()));
    }

    public static Html text(String plain) {
        return element("p", "", plain);
    }

    /** Smaller: how to read what stands beside it. */
    public static Html note(String plain) {
        return element("p", " class=\"note\"", plain);
    }

    public static Html heading(String plain) {
        return element("h2", "", plain);
    }

    public static Html smallHeading(String plain) {
        return element("h3", "", plain);
    }

    public static Html section(String title, Html... pieces) {
        return new Html("<section>" + heading(title).markup + together(pieces).markup + "</section>\n");
    }

    /** Side by side where there is room. */
    public static Html columns(Html... pieces) {
        return new Html("<div class=\"two\">" + together(pieces).markup + "</div>\n");
    }

    /** To be opened by whoever wants to know. */
    public static Html details(String summary, Html... pieces) {
        return new Html("<section><details>" + element("summary", "", summary).markup + together(pieces).markup
                + "</details></section>\n");
    }

    public static Html tiles(List<Tile> tiles) {
        String each = tiles.stream()
                .map(tile -> "<div class=\"tile\"><b>" + escape(tile.value) + "</b><span>" + escape(tile.name)
                        + "</span></div>")
                .collect(Collectors.joining());
        return new Html("<div class=\"tiles\">" + each + "</div>\n");
    }

    public static Html list(List<String> lines) {
        String items =
                lines.stream().map(line -> element("li", "", line).markup).collect(Collectors.joining());
        return new Html("<ul>" + items + "</ul>");
    }

    /** What is behind the first column are words. */
    public static Html table(List<String> head, List<List<String>> rows) {
        return table(head, rows, "");
    }

    /** What is behind the first column are figures. */
    public static Html figures(List<String> head, List<List<String>> rows) {
        return table(head, rows, " class=\"number\"");
    }

    /** Names and what they stand for. */
    public static Html facts(Map<String, ?> facts) {
        return table(
                List.of(),
                facts.entrySet().stream()
                        .map(fact -> List.of(fact.getKey(), String.valueOf(fact.getValue())))
                        .toList());
    }

    /** A cell that says whether something was met. */
    public static String mark(boolean isMet) {
        return isMet ? MET : MISSED;
    }

    private static Html table(List<String> head, List<List<String>> rows, String laterColumns) {
        String lines = rows.stream().map(row -> line("td", row, laterColumns)).collect(Collectors.joining());
        return new Html("<table>" + (head.isEmpty() ? "" : line("th", head, laterColumns)) + lines + "</table>\n");
    }

    private static String line(String tag, List<String> cells, String laterColumns) {
        return IntStream.range(0, cells.size())
                .mapToObj(at ->
                        element(tag, attributes(cells.get(at), at == 0 ? "" : laterColumns), cells.get(at)).markup)
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String attributes(String cell, String usual) {
        return cell.equals(MET) ? " class=\"good\"" : cell.equals(MISSED) ? " class=\"bad\"" : usual;
    }

    static Html element(String tag, String attributes, String plain) {
        return new Html("<" + tag + attributes + ">" + escape(plain) + "</" + tag + ">");
    }

    static String escape(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
