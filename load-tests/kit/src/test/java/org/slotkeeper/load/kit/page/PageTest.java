package org.slotkeeper.load.kit.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slotkeeper.load.kit.Spread;
import org.slotkeeper.load.kit.page.Lines.Axes;
import org.slotkeeper.load.kit.page.Lines.Line;
import org.slotkeeper.load.kit.page.Lines.Point;
import org.slotkeeper.load.kit.page.Lines.Tick;

final class PageTest {

    @Test
    void whatIsToldIsTextWhereverItStands() {
        String page = new Page("a & b")
                .more("<more>", "\"there\"")
                .add(Html.table(List.of("<i>"), List.of(List.of("<b>"))))
                .html();

        assertThat(page).contains("a &amp; b", "&lt;more>", "&quot;there&quot;", "&lt;i>", "&lt;b>");
        assertThat(page).doesNotContain("<i>", "<b>");
    }

    @Test
    void whatWasMetAndWhatWasNotAreToldApart() {
        Html table =
                Html.table(List.of(), List.of(List.of("one", Html.mark(true)), List.of("other", Html.mark(false))));

        assertThat(table.markup()).contains("<td class=\"good\">✓</td>", "<td class=\"bad\">✗</td>");
    }

    @Test
    void namesOfLinesThatEndTogetherDoNotStandOnEachOther() {
        Axes axes = new Axes("title", List.of(new Tick(0, "0")), "us", "slots", false);
        Line one = new Line("one", List.of(new Point(1, Spread.of(5))));
        Line other = new Line("other", List.of(new Point(1, Spread.of(5))));
        Line never = new Line("never measured", List.of());

        String picture = Lines.draw(axes, List.of(one, other, never)).markup();

        assertThat(heightOf("other", picture) - heightOf("one", picture)).isEqualTo(14);
        assertThat(picture).doesNotContain("never measured");
    }

    private static double heightOf(String name, String picture) {
        return Pattern.compile("y=\"([\\d.]+)\"[^>]*>" + name + "</text>")
                .matcher(picture)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst()
                .orElseThrow();
    }
}
