package org.slotkeeper.load.kit.page;

import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.load.kit.Resources;

/** One page with everything it needs in it, so that it can be sent around and read without a network. */
public final class Page {

    private final String title;
    private final List<Html> header = new ArrayList<>();
    private final List<Html> body = new ArrayList<>();
    private String style = Resources.text("/page/page.css");

    public Page(String title) {
        this.title = title;
    }

    /** Whether all that was asked for was met, beside the title. */
    public Page verdict(boolean isPassed) {
        String look = " class=\"verdict " + (isPassed ? "good" : "bad") + "\"";
        header.add(Html.element("span", look, isPassed ? "passed" : "failed"));
        return this;
    }

    /** Where there is more to read, from where the page lies. */
    public Page more(String name, String address) {
        header.add(Html.element("a", " href=\"" + Html.escape(address) + "\"", name));
        return this;
    }

    public Page add(Html... pieces) {
        body.addAll(List.of(pieces));
        return this;
    }

    public Page style(String more) {
        style += more;
        return this;
    }

    public String html() {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + Html.element("title", "", title).markup() + "\n<style>\n" + style
                + "</style>\n</head>\n<body>\n<header>"
                + Html.element("h1", "", title).markup() + Html.together(header).markup() + "</header>\n<main>\n"
                + Html.together(body).markup() + "\n</main>\n</body>\n</html>\n";
    }
}
