package org.slotkeeper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The model of the reservation protocol speaks of things that are there under the same names, and every bug that is planted in it is run. */
final class ReservationModelTest {

    private static final Path MODEL = Path.of("src/model/reservation.pml");
    private static final Path RUNNER = Path.of("src/dev/model");
    private static final Pattern NAME = Pattern.compile("^ \\* @name\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)$");

    private record Name(String inModel, String kind, String inCode) {}

    @Test
    void whatTheModelNamesIsInTheCode() throws IOException {
        List<Name> names = names();
        assertThat(names).hasSizeGreaterThan(20);
        assertThat(names).allSatisfy(name -> assertThat(isInCode(name))
                .as("%s %s, which the model calls %s", name.kind(), name.inCode(), name.inModel())
                .isTrue());
    }

    @Test
    void whatTheTableNamesIsInTheModel() throws IOException {
        String promela = Files.readString(MODEL);
        String body = promela.substring(promela.indexOf("*/"));
        assertThat(names()).allSatisfy(name -> assertThat(Pattern.compile("\\b" + name.inModel() + "\\b")
                        .matcher(body)
                        .find())
                .as("%s in the model", name.inModel())
                .isTrue());
    }

    @Test
    void everyPlantedBugOfTheModelIsRun() throws IOException {
        String runs = Files.readString(RUNNER);
        Set<String> planted = Pattern.compile("(?:#ifdef |#ifndef |defined\\()([A-Z][A-Z_0-9]+)")
                .matcher(Files.readString(MODEL))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(planted).contains("NO_UNIQUE", "NO_REFUSAL_ROW", "NO_WHOLE");
        assertThat(planted)
                .allSatisfy(flag -> assertThat(runs).containsPattern("\\bmutant " + flag + "\\b|-D" + flag + "\\b"));
    }

    private static List<Name> names() throws IOException {
        try (Stream<String> lines = Files.lines(MODEL)) {
            return lines.map(NAME::matcher)
                    .filter(Matcher::matches)
                    .map(found -> new Name(found.group(1), found.group(2), found.group(3)))
                    .toList();
        }
    }

    private static boolean isInCode(Name name) throws IOException {
        return switch (name.kind()) {
            case "class" -> Files.exists(Path.of("src/main/java", name.inCode().replace('.', '/') + ".java"));
            case "script" -> Files.exists(Path.of("src/main/resources/lua", name.inCode() + ".lua"));
            case "sql" -> Files.exists(Path.of("src/main/resources/sql", name.inCode() + ".sql"));
            case "table" -> isTable(name.inCode());
            default -> false;
        };
    }

    /** What the last migration that speaks of it made of it. */
    private static boolean isTable(String table) throws IOException {
        Pattern made = Pattern.compile("\\b(CREATE|DROP) TABLE (?:IF EXISTS )?" + table + "\\b");
        try (Stream<Path> migrations = Files.list(Path.of("src/main/resources/db"))) {
            String all = migrations.sorted().map(ReservationModelTest::read).collect(Collectors.joining());
            return made.matcher(all)
                    .results()
                    .reduce((earlier, later) -> later)
                    .map(last -> last.group(1).equals("CREATE"))
                    .orElse(false);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }
}
