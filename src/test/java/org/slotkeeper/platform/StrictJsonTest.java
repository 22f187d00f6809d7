package org.slotkeeper.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.platform.StrictJson.Limits;
import org.slotkeeper.platform.StrictJson.Malformed;
import org.slotkeeper.platform.StrictJson.Malformed.Kind;
import org.slotkeeper.platform.StrictJson.Useless;

final class StrictJsonTest {

    private static final int DEPTH = 3;
    private static final int TEXT = 30;
    private static final int NAME = 5;
    private static final int NUMBER = 25;
    private static final Limits LIMITS = new Limits(DEPTH, TEXT, NAME, NUMBER);
    private static final String BEYOND_LONG = "9223372036854775808";

    private final StrictJson refusing = new StrictJson(LIMITS, Useless.REFUSED);
    private final StrictJson keeping = new StrictJson(LIMITS, Useless.KEPT);
    private final StrictJson leavingOut = new StrictJson(LIMITS, Useless.NULL_LEFT_OUT);

    @Test
    void valuesAreWhatTheySay() throws Malformed {
        assertThat(
                        refusing.read(
                                utf8(
                                        " {\"t\":\"a\\u00e9\",\"n\":-9223372036854775808,\"f\":1.5,\"b\":true,\"l\":[1,[]],\"o\":{\"x\":false}}\n")))
                .isEqualTo(Map.of(
                        "t",
                        "a\u00e9",
                        "n",
                        Long.MIN_VALUE,
                        "f",
                        1.5,
                        "b",
                        true,
                        "l",
                        List.of(1L, List.of()),
                        "o",
                        Map.of("x", false)));
    }

    @Test
    void eachLimitIsTheLastThatIsTaken() throws Malformed {
        assertThat(refusing.read(utf8("{\"a\":{\"a\":{}}}"))).hasSize(1);
        assertThat(refusing.read(utf8("{\"a\":\"" + "x".repeat(TEXT) + "\"}"))).hasSize(1);
        assertThat(refusing.read(utf8("{\"" + "x".repeat(NAME) + "\":1}"))).hasSize(1);
        assertThat(keeping.read(utf8("{\"a\":" + "9".repeat(NUMBER) + "}"))).hasSize(1);

        String tooMuch = "nested deeper than 3, or a name, number or text is too long";
        assertThat(whyNot("{\"a\":{\"a\":{\"a\":{}}}}")).isEqualTo(tooMuch);
        assertThat(whyNot("{\"a\":\"" + "x".repeat(TEXT + 1) + "\"}")).isEqualTo(tooMuch);
        assertThat(whyNot("{\"" + "x".repeat(NAME + 1) + "\":1}")).isEqualTo(tooMuch);
        assertThat(whyNot("{\"a\":" + "9".repeat(NUMBER + 1) + "}")).isEqualTo(tooMuch);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOT_AN_OBJECT | the body is empty | ''",
                "NOT_AN_OBJECT | the body must be a JSON object | ' '",
                "NOT_AN_OBJECT | the body must be a JSON object | [{}]",
                "MORE_AFTER_IT | there is something after the end of the JSON object | {}{}",
                "OTHER | not JSON at line 1, column 8 | {\"a\":1,}",
                "OTHER | not JSON at line 1, column 5 | {} x",
                "OTHER | the body begins with a byte order mark | '\uFEFF{}'"
            })
    void whatIsNotOneObjectIsToldApart(Kind kind, String why, String text) {
        assertThat(malformed(keeping, utf8(text))).satisfies(malformed -> {
            assertThat(malformed.kind()).isEqualTo(kind);
            assertThat(malformed.why()).isEqualTo(why);
            assertThat(malformed.path()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{'a':1}", "{\"a\":NaN}", "{\"a\":01}", "{/**/}", "{\"a\":\"\n\"}", "{\"a\":[1"})
    void whatOtherReadersForgiveIsNotJson(String text) {
        assertThat(malformed(keeping, utf8(text)).why()).startsWith("not JSON at line ");
    }

    @Test
    void bytesThatAreNotUtf8AreNamed() {
        byte[] latin1 = "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] overlong = utf8("{\"a\":\"__\"}");
        overlong[6] = (byte) 0xC0;
        overlong[7] = (byte) 0xAF;
        for (byte[] bytes : List.of(latin1, overlong)) {
            assertThat(malformed(keeping, bytes).kind()).isEqualTo(Kind.NOT_UTF8);
        }
    }

    @Test
    void aNameTwiceIsRefusedWhereItIsHoweverItIsSpeltAndWhateverItsValueIs() {
        for (StrictJson json : List.of(refusing, keeping, leavingOut)) {
            Malformed twice = malformed(json, utf8("{\"l\":[0,{\"a\":1,\"\\u0061\":2}]}"));
            assertThat(twice.path() + ": " + twice.why()).isEqualTo(".l[1].a: given twice");
        }
        assertThat(malformed(leavingOut, utf8("{\"a\":null,\"a\":1}")).why()).isEqualTo("given twice");
        assertThat(malformed(keeping, utf8("{\"a\":null,\"a\":null}")).why()).isEqualTo("given twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | must not be null: leave it out",
                BEYOND_LONG + " | the number is out of range",
                "-1e400 | the number is out of range",
                "\"\\ud800\" | contains half a surrogate pair",
                "\"\\udc00\\ud800\" | contains half a surrogate pair"
            })
    void whatIsOfNoUseIsRefusedWhereItIs(String value, String why) {
        for (String place : List.of("{\"a\":%s}|.a", "{\"a\":[1,%s]}|.a[1]", "{\"a\":{\"b c\":%s}}|.a.?")) {
            String[] parts = place.split("\\|");
            Malformed refused = malformed(refusing, utf8(parts[0].formatted(value)));
            assertThat(refused.path()).isEqualTo(parts[1]);
            assertThat(refused.why()).isEqualTo(why);
        }
    }

    @Test
    void whatIsOfNoUseIsKeptAsNoValueThatAnybodyAsksFor() throws Malformed {
        assertThat(keeping.read(utf8("{\"a\":[null," + BEYOND_LONG + ",-1e400,\"\\ud800\"]}")))
                .isEqualTo(Map.of(
                        "a",
                        Arrays.asList(
                                StrictJson.NULL, new BigInteger(BEYOND_LONG), Double.NEGATIVE_INFINITY, "\ud800")));
    }

    @Test
    void whereNullIsLeftOutNothingIsThere() throws Malformed {
        assertThat(leavingOut.read(utf8("{\"a\":null,\"b\":[null,1],\"c\":{\"d\":null}}")))
                .isEqualTo(Map.of("b", List.of(1L), "c", Map.of()));
    }

    @Test
    void aNameIsShownOnlyIfItIsPlain() {
        assertThat(List.of("aB_9", "", "<b>", "a b", "x".repeat(64), "x".repeat(65)))
                .extracting(StrictJson::shown)
                .containsExactly("aB_9", "?", "?", "?", "x".repeat(64), "?");
    }

    private String whyNot(String text) {
        return malformed(refusing, utf8(text)).why();
    }

    private static Malformed malformed(StrictJson json, byte[] bytes) {
        return catchThrowableOfType(Malformed.class, () -> json.read(bytes));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
