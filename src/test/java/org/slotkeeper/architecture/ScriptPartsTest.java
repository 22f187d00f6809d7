package org.slotkeeper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slotkeeper.platform.ScriptText;
import org.slotkeeper.redis.connection.LuaScript;

/** Every script and statement is whole when it is loaded, and no part and no statement is left behind when nobody uses it any more. */
final class ScriptPartsTest {

    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Path SOURCES = Path.of("src", "main", "java");

    private static final Pattern INCLUDE = Pattern.compile("(?m)^\\s*-- include (\\S+)");
    private static final Pattern STATEMENT = Pattern.compile("Sql\\.of\\(\"([a-z_/]+)\"\\)");

    @ParameterizedTest
    @MethodSource("scriptsAndStatements")
    void itIsWholeWhenItIsLoaded(Path file) {
        String path = "/" + RESOURCES.relativize(file).toString().replace('\\', '/');

        assertThat(ScriptText.at(path)).doesNotContain("-- include").doesNotContain("${");
    }

    @Test
    void everyPartIsIncluded() throws IOException {
        Set<Path> included = new TreeSet<>();
        for (Path file : files()) {
            INCLUDE.matcher(Files.readString(file))
                    .results()
                    .forEach(include -> included.add(
                            include.group(1).contains("/")
                                    ? file.getParent().resolveSibling(include.group(1))
                                    : file.resolveSibling(include.group(1))));
        }

        assertThat(included)
                .containsExactlyInAnyOrderElementsOf(
                        files().stream().filter(ScriptPartsTest::isPart).toList());
    }

    @Test
    void everyStatementIsUsed() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path source : filesBelow(SOURCES)) {
            STATEMENT
                    .matcher(Files.readString(source))
                    .results()
                    .map((MatchResult found) -> found.group(1) + ".sql")
                    .forEach(used::add);
        }

        assertThat(namesBelow("sql")).containsExactlyElementsOf(used);
    }

    @Test
    void everyScriptIsUsed() throws IOException {
        Set<String> used = Stream.of(LuaScript.values())
                .map(script -> script.label() + ".lua")
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(namesBelow("lua")).containsExactlyElementsOf(used);
    }

    static List<Path> scriptsAndStatements() throws IOException {
        return files().stream().filter(file -> !isPart(file)).toList();
    }

    private static Set<String> namesBelow(String folder) throws IOException {
        Path root = RESOURCES.resolve(folder);
        return filesBelow(root).stream()
                .filter(file -> !isPart(file))
                .map(file -> root.relativize(file).toString().replace('\\', '/'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isPart(Path file) {
        return file.getFileName().toString().startsWith("part_");
    }

    private static List<Path> files() throws IOException {
        return Stream.concat(
                        filesBelow(RESOURCES.resolve("lua")).stream(), filesBelow(RESOURCES.resolve("sql")).stream())
                .toList();
    }

    private static List<Path> filesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
