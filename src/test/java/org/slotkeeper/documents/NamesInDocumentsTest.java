package org.slotkeeper.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files and classes that developers are sent to are there. */
final class NamesInDocumentsTest {

    private static final Pattern CODE = Pattern.compile("`([^`\\s]+)[^`]*`");
    private static final Pattern FILE =
            Pattern.compile("(src|config|k8s|load-tests)/[\\w./-]+|[A-Z]+\\.md|(lua|sql|db)/[\\w/]+\\.\\w+");
    private static final Pattern CLASS = Pattern.compile("(?:[a-z]+\\.)*[A-Z]\\w*[a-z]\\w*");
    /** Java's, HTTP's and FHIR's words, and those of the stores and of Kubernetes. */
    private static final Set<String> OTHERS = Set.of(
            "Clock",
            // HTTP
            "Accept",
            "Allow",
            "Authorization",
            "ETag",
            "Host",
            "Location",
            "Prefer",
            // FHIR
            "Telephone",
            "Video",
            // Postgres, Prometheus, Docker
            "SyncRep",
            "NaN",
            "Dockerfile",
            // Kubernetes and its operators
            "BackendTrafficPolicy",
            "ClientTrafficPolicy",
            "Cluster",
            "Pooler",
            "Retain");

    private static final String RULES = read("config/prometheus/slotkeeper.rules.yaml");

    private static final Pattern TYPE = Pattern.compile("\\b(?:record|enum|interface|class) ([A-Z]\\w*)");
    private static final List<String> SOURCES = sources();
    private static final Set<String> TYPES = types();

    @ParameterizedTest
    @MethodSource("documents")
    void whatADocumentNamesIsThere(Path document) throws IOException {
        List<String> missing = new ArrayList<>();
        for (String name : names(document)) {
            if (!isThere(name)) {
                missing.add(name);
            }
        }

        assertThat(missing).as("named in %s", document).isEmpty();
    }

    @Test
    void whatIsNotThereIsFound() {
        assertThat(isClass("redis.inventory.ClaimText")).isTrue();
        assertThat(isClass("ClaimText")).isTrue();
        assertThat(isClass("inventory.ClaimText")).isTrue();
        assertThat(isClass("postgres.ClaimText")).isFalse();
        assertThat(isClass("ClaimTexts")).isFalse();
        assertThat(isThere("SlotkeeperShedding")).isTrue();
        assertThat(isThere("SlotkeeperSheds")).isFalse();
    }

    private static boolean isThere(String name) {
        if (FILE.matcher(name).matches()) {
            return Stream.of("", "src/main/resources", "src/docs")
                    .anyMatch(folder -> Files.exists(Path.of(folder, name)));
        }
        return !CLASS.matcher(name).matches() || isClass(name) || isAlert(name);
    }

    private static boolean isAlert(String name) {
        return RULES.contains("alert: " + name + "\n");
    }

    static List<Path> documents() throws IOException {
        try (Stream<Path> decisions = Files.list(Path.of("src/docs/adr"))) {
            return Stream.concat(
                            Stream.of(
                                            "README.md",
                                            "CONTRIBUTING.md",
                                            "src/docs/ARCHITECTURE.md",
                                            "src/docs/MODEL.md",
                                            "src/docs/OPERATING.md",
                                            "src/docs/TESTING.md",
                                            "src/docs/GLOSSARY.md",
                                            "src/docs/ISSUERS.md")
                                    .map(Path::of),
                            decisions.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> names(Path document) throws IOException {
        return CODE.matcher(Files.readString(document))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !OTHERS.contains(name))
                .collect(Collectors.toSet());
    }

    /** By the end of its name, as it is written where it is clear which one is meant; or a type within another one's file. */
    private static boolean isClass(String name) {
        int simple = name.lastIndexOf('.') + 1;
        return simple == 0
                ? TYPES.contains(name)
                : SOURCES.stream().anyMatch(source -> source.endsWith("/" + name.replace('.', '/') + ".java"));
    }

    private static List<String> sources() {
        try (Stream<Path> files =
                Stream.concat(Files.walk(Path.of("src/main/java")), Files.walk(Path.of("src/test/java")))) {
            return files.map(file -> file.toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".java"))
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Set<String> types() {
        return SOURCES.stream()
                .flatMap(source -> TYPE.matcher(read(source)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static String read(String source) {
        try {
            return Files.readString(Path.of(source));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
