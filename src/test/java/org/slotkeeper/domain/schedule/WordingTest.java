package org.slotkeeper.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class WordingTest {

    private static final String COMPOSED = "Zo\u00EB";
    private static final String DECOMPOSED = "Zoe\u0308";
    private static final String OUTSIDE_THE_BASIC_PLANE = "\uD83D\uDE00";

    @Test
    void whatLooksTheSameIsTheSame() {
        for (Wording wording : Wording.values()) {
            assertThat(wording.tidy(DECOMPOSED)).isEqualTo(COMPOSED);
            assertThat(wording.tidy(" Dr A. Example\u2003")).isEqualTo("Dr A. Example");
        }
        assertThat(Wording.LINE.tidy("Dr\u00A0A.  Example\u202F")).isEqualTo("Dr A. Example");
        assertThat(Wording.PROSE.tidy("a\n\n  b")).isEqualTo("a\n\n  b");
        assertThat(Wording.PROSE.tidy("\u00A0 knee\u00A0\n")).isEqualTo("knee");
        for (String untidy : List.of(" Dr A", "Dr A ", "Dr  A", "Dr A\u00A0", "Dr\tA")) {
            assertThat(Wording.LINE.tidy(untidy)).as(escaped(untidy)).isEqualTo("Dr A");
        }
        assertThat(Wording.characters(DECOMPOSED)).isEqualTo(3);
    }

    @Test
    void signsOutsideTheBasicPlaneCountOnce() {
        assertThat(Wording.LINE.brokenRule(OUTSIDE_THE_BASIC_PLANE.repeat(60), 60))
                .isEmpty();
        assertThat(Wording.LINE.brokenRule(OUTSIDE_THE_BASIC_PLANE.repeat(61), 60))
                .contains("must have at most 60 characters");
        assertThat(Wording.LINE.brokenRule("e\u0308".repeat(60), 60)).isEmpty();
    }

    @Test
    void wordsThatNobodySeesAreRefused() {
        for (String blank : List.of(
                "", " ", "\u200B", "\u00A0", "\uFEFF", "\u2060", "\u00AD", "\u3164", "\u115F", "\u2800", "\u0308",
                "\u200D")) {
            assertThat(Wording.LINE.brokenRule(blank, 100)).as(escaped(blank)).isPresent();
            assertThat(Wording.PROSE.brokenRule(blank, 100)).as(escaped(blank)).contains("must have something to see");
        }
    }

    @Test
    void wordsThatTurnTheTextAroundAreRefused() {
        for (String turn :
                List.of("\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069")) {
            for (Wording wording : Wording.values()) {
                assertThat(wording.brokenRule(turn + "Dr A. Example", 100))
                        .as(escaped(turn))
                        .contains("must not have characters that change the direction of the text");
            }
        }
    }

    @Test
    void aLineHasNothingInvisibleInIt() {
        for (String hidden : List.of("\u200B", "\uFEFF", "\u2060", "\u00AD", "\u200E", "\u200F", "\u061C", "\u3164")) {
            assertThat(Wording.LINE.brokenRule("Dr" + hidden + "A", 100))
                    .as(escaped(hidden))
                    .isPresent();
            assertThat(Wording.PROSE.brokenRule("Dr" + hidden + "A", 100))
                    .as(escaped(hidden))
                    .isEmpty();
        }
    }

    /** With and without such a mark two names look alike. */
    @Test
    void aLineHasNoMarksOfNothing() {
        for (int mark : new int[] {0x034F, 0x180B, 0x180F, 0xFE00, 0xFE0F, 0xE0100, 0xE01EF}) {
            assertThat(Wording.LINE.brokenRule("Dr A" + Character.toString(mark) + "b", 100))
                    .as(Integer.toHexString(mark))
                    .isPresent();
        }
    }

    @Test
    void whatIsNoCharacterOrOfPrivateUseIsRefused() {
        for (int point : new int[] {0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0xE000, 0xF8FF, 0xF0000}) {
            for (Wording wording : Wording.values()) {
                assertThat(wording.brokenRule("a" + Character.toString(point), 100))
                        .as(Integer.toHexString(point))
                        .isPresent();
            }
        }
    }

    @Test
    void controlCharactersAndHalvesAreRefusedAndProseHasLines() {
        for (String bad : List.of("a\u0000b", "a\u001Bb", "a\u007Fb", "a\u0085b", "a\uD83Db")) {
            for (Wording wording : Wording.values()) {
                assertThat(wording.brokenRule(bad, 100)).as(escaped(bad)).isPresent();
            }
        }
        for (String lines : List.of("a\nb", "a\r\nb", "a\tb", "a\u2028b")) {
            assertThat(Wording.LINE.brokenRule(lines, 100)).as(escaped(lines)).isPresent();
            assertThat(Wording.PROSE.brokenRule(lines, 100)).as(escaped(lines)).isEmpty();
        }
    }

    /** Names as they are: with joiners where the spelling wants them, and marks that no letter is composed with. */
    @Test
    void namesOfTheWorldAreTaken() {
        for (String name : List.of(
                COMPOSED,
                "Si\u00E2n O\u2019Neill-\u00D3 D\u00E1laigh",
                "\u738B\u5C0F\u660E",
                "\u0645\u062D\u0645\u062F",
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
                "\u0915\u094D\u200D\u0937",
                "\uD83D\uDC69\u200D\u2695\uFE0F",
                "\u015A\u030C")) {
            assertThat(Wording.LINE.brokenRule(name, 100)).as(escaped(name)).isEqualTo(Optional.empty());
        }
        assertThat(Wording.LINE.brokenRule("Anna\u200D", 100))
                .as("joins nothing")
                .isPresent();
    }

    @Property
    void whatIsTidyStaysAsItIsAndMayBeIfTheTextMay(@ForAll String text) {
        for (Wording wording : Wording.values()) {
            String tidy = wording.tidy(text);

            assertThat(wording.tidy(tidy)).isEqualTo(tidy);
            if (wording.brokenRule(text, 20).isEmpty()) {
                assertThat(wording.brokenRule(tidy, 20)).isEmpty();
            }
        }
    }

    @Test
    void whatWasStoredIsTidiedUnlessNothingOrTooMuchWouldBeLeftOfIt() {
        assertThat(Wording.LINE.kept("Dr  Zoe\u0308 ", 100)).isEqualTo("Dr Zo\u00EB");
        assertThat(Wording.LINE.kept("\u00A0", 100)).isEqualTo("\u00A0");
        // The one letter is two when it is composed.
        assertThat(Wording.LINE.kept("\u0958".repeat(60), 100)).isEqualTo("\u0958".repeat(60));
        assertThat(Wording.fits("\u0958".repeat(60), 100)).isTrue();
        assertThat(Wording.fits("e\u0308".repeat(60), 100)).isTrue();
        assertThat(Wording.fits("e".repeat(101), 100)).isFalse();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(unit -> escaped.append(String.format("\\u%04X", unit)));
        return escaped.toString();
    }
}
