package org.slotkeeper.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void commasStandBetweenAndNowhereElse() {
        JsonText text = new JsonText(1).open().object("a").close().array("b").closeArray();
        text.texts("c", List.of("[", "{", "")).field("d", -1).field("e", true);
        text.array("f").open().close().open().close().text(",").closeArray();
        assertThat(text.close().whole())
                .isEqualTo("{\"a\":{},\"b\":[],\"c\":[\"[\",\"{\",\"\"],\"d\":-1,\"e\":true,\"f\":[{},{},\",\"]}");
    }

    @Test
    void whatIsNoTextIsEscaped() {
        assertThat(new JsonText(1)
                        .open()
                        .field("a\"", "\\\n\r\t\b\u001f\u007f/")
                        .close()
                        .whole())
                .isEqualTo("{\"a\\\"\":\"\\\\\\n\\r\\t\\u0008\\u001f\\u007f/\"}");
    }

    @Test
    void halfACharacterIsShownAsLost() {
        assertThat(new JsonText(1)
                        .open()
                        .field("a", "x\uD83D")
                        .field("b", "\uDE00y")
                        .close()
                        .whole())
                .isEqualTo("{\"a\":\"x\uFFFD\",\"b\":\"\uFFFDy\"}");
    }

    @Test
    void nothingIsGivenAwayBeforeItIsClosed() {
        JsonText text = new JsonText(1).open().object("a").close();
        assertThatThrownBy(text::whole).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(text::toBuffer).isInstanceOf(IllegalStateException.class);
        assertThat(text.close().toBuffer().toString()).isEqualTo("{\"a\":{}}");
    }

    @Property(tries = 500)
    void whateverIsWrittenIsReadAgain(@ForAll String text) {
        JsonText json = new JsonText(1)
                .open()
                .field("value", text)
                .array("more")
                .text(text)
                .closeArray();

        JsonObject read = new JsonObject(json.close().toBuffer());

        String whole = text.codePoints()
                .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(read.getString("value")).isEqualTo(whole);
        assertThat(read.getJsonArray("more").getString(0)).isEqualTo(whole);
    }
}
