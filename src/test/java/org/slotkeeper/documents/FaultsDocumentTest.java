package org.slotkeeper.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The map from fault to test leads somewhere: no fault is left out, and every test that it names is one. */
final class FaultsDocumentTest {

    private static final Map<Character, Integer> ROWS = Map.of('A', 20, 'B', 13, 'C', 24, 'D', 4);
    private static final Pattern TEST = Pattern.compile("`([A-Za-z.]+)#([A-Za-z]+)`");
    private static final Pattern COMMAND = Pattern.compile("`(src/dev/[a-z]+)`");

    private static List<String> lines;

    @BeforeAll
    static void read() throws IOException {
        lines = Files.readAllLines(Path.of("src/docs/FAULTS.md"));
    }

    @Test
    void noFaultIsLeftOut() {
        Stream<String> wanted = ROWS.entrySet().stream().flatMap(section -> IntStream.rangeClosed(1, section.getValue())
                .mapToObj(number -> section.getKey().toString() + number));

        assertThat(lines.stream()
                        .filter(line -> line.matches("\\| [A-D]\\d+ \\|.*"))
                        .map(line -> line.split(" ")[1]))
                .containsExactlyInAnyOrderElementsOf(wanted.toList());
    }

    @Test
    void everyFaultHasATestOrSaysWhyNot() {
        assertThat(lines).filteredOn(line -> line.matches("\\| [A-F]\\d+.*")).allSatisfy(line -> assertThat(
                        TEST.matcher(line).find() || line.contains("cannot occur") || line.contains("| - open: "))
                .as(line)
                .isTrue());
    }

    @Test
    void everyTestThatIsNamedIsOne() {
        List<MatchResult> named = found(TEST);

        assertThat(named).hasSizeGreaterThan(100).allSatisfy(test -> assertThat(isTest(test.group(1), test.group(2)))
                .as(test.group())
                .isTrue());
    }

    @Test
    void everyCommandThatIsNamedIsThere() {
        assertThat(found(COMMAND)).isNotEmpty().allSatisfy(command -> assertThat(Path.of(command.group(1)))
                .isExecutable());
    }

    private static List<MatchResult> found(Pattern pattern) {
        return lines.stream().flatMap(line -> pattern.matcher(line).results()).toList();
    }

    private static boolean isTest(String className, String method) {
        Class<?> type = ReflectionSupport.tryToLoadClass("org.slotkeeper." + className)
                .getOrThrow(cause -> new IllegalStateException(className, cause));
        return !ReflectionSupport.findMethods(
                        type,
                        found -> found.getName().equals(method)
                                && (AnnotationSupport.isAnnotated(found, Test.class)
                                        || AnnotationSupport.isAnnotated(found, TestTemplate.class)),
                        HierarchyTraversalMode.TOP_DOWN)
                .isEmpty();
    }
}
