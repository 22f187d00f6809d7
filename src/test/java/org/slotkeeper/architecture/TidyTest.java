package org.slotkeeper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and comments of the product are in the words of the glossary ({@code src/docs/GLOSSARY.md}), and can be read in one window beside another. */
final class TidyTest {

    private static final List<Path> ROOTS = List.of(
            Path.of("src/main/java/org/slotkeeper"),
            Path.of("src/main/resources/lua"),
            Path.of("src/main/resources/sql"),
            Path.of("src/main/resources/db"));
    /** Whoever has run them compares their bytes: they stay as they are, wide comments and all. */
    private static final Pattern HAS_RUN = Pattern.compile("V000[1-9]__.*\\.sql");

    @Test
    void theProductIsTidy() throws IOException {
        List<String> complaints = new ArrayList<>();
        int files = 0;
        for (Path root : ROOTS) {
            for (Path file : filesBelow(root)) {
                complaints.addAll(Tidy.complaints(file.toString(), Files.readString(file)));
                complaints.addAll(Tidy.widths(file.toString(), Files.readString(file)));
                files++;
            }
        }

        assertThat(complaints).isEmpty();
        assertThat(files).isGreaterThan(400);
    }

    @Test
    void aWordThatIsBannedIsFoundInCommentsAndInNamesOfAnyKind() {
        assertThat(Tidy.complaints("A.java", "/** A. */\n// Hydrate it.\nint surgeryCount; int CART_MAX;\n"))
                .containsExactly(
                        "A.java:2: \"Hydrate\" is banned, say fill",
                        "A.java:3: \"surgery\" is banned, say practice",
                        "A.java:3: \"CART\" is banned, say hold");
        assertThat(Tidy.complaints("a.lua", "local msg = 1\n"))
                .containsExactly("a.lua:1: \"msg\" is banned, say message");
    }

    @Test
    void aWordWithinAWordIsAnother() {
        assertThat(Tidy.complaints("A.java", "int cartridges; // Clinical.\n")).isEmpty();
    }

    @Test
    void whatOthersNamedIsLeftAlone() {
        assertThat(Tidy.complaints("A.java", "import java.util.Calendar;\nString key = \"a \\\" calendar\";\n"))
                .isEmpty();
    }

    @Test
    void aVagueTypeIsFoundWhereItIsDeclared() {
        assertThat(Tidy.complaints("A.java", "final class BookingHelper {}\nDriverManager drivers;\n"))
                .containsExactly("A.java:1: \"BookingHelper\" is a vague name, say what it does");
    }

    @Test
    void aCommentOfAHundredColumnsIsTheWidestThereMayBe() {
        String hundred = "    // " + "x".repeat(93);

        assertThat(Tidy.widths("A.java", hundred + "\n" + hundred + "x\n"))
                .containsExactly("A.java:2: 101 columns, have 100");
        assertThat(Tidy.widths("A.java", "     * " + "x".repeat(94))).hasSize(1);
        assertThat(Tidy.widths("a.sql", "-- " + "x".repeat(98))).hasSize(1);
    }

    @Test
    void aMigrationThatNobodyHasRunIsHeld(@TempDir Path directory) throws IOException {
        Path old = Files.writeString(directory.resolve("V0009__change_log.sql"), "-- " + "x".repeat(98));
        Path next = Files.writeString(directory.resolve("V0010__next.sql"), "-- " + "x".repeat(98));

        assertThat(filesBelow(directory)).contains(next).doesNotContain(old);
        assertThat(Tidy.widths(next.toString(), Files.readString(next))).hasSize(1);
    }

    @Test
    void codeMayBeAsWideAsItsFormatterLeavesIt() {
        assertThat(Tidy.widths("A.java", "int a = " + "1 + ".repeat(30) + "1;")).isEmpty();
        assertThat(Tidy.widths("a.sql", "-- include part_a.sql columns = " + "x, ".repeat(30)))
                .isEmpty();
    }

    private static List<Path> filesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            !HAS_RUN.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
