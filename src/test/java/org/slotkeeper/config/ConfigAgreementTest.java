package org.slotkeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slotkeeper.config.SlotkeeperConfig.Listener;

/** The file with all keys, the records that hold them and the documents that speak of them say the same. */
final class ConfigAgreementTest {

    private static final Path FILE = Path.of("config/slotkeeper.yaml");
    private static final Pattern SECTION = Pattern.compile("([a-z]+):");
    private static final Pattern KEY = Pattern.compile("  (\\w+): (.+?)  # (\\S.*)");
    private static final Pattern MENTION = Pattern.compile("`([a-z]+)\\.([a-z]\\w*)(?:: [^`]*)?`");
    /** Packages and files may begin with the name of a section too. */
    private static final Set<String> NOT_KEYS = Set.of("spi", "log", "lock");

    private static final Map<Class<?>, Set<String>> UNITS = Map.of(
            Duration.class, Set.of("duration"),
            boolean.class, Set.of("true or false"),
            double.class, Set.of("share"),
            Secret.class, Set.of("secret"),
            List.class, Set.of("servers", "URLs"),
            String.class, Set.of("address", "URL", "server", "servers", "name", "word"));

    /** @param sentence what stands above it */
    private record Entry(String unit, String sentence) {}

    @Test
    void everyKeyHasItsPlaceInARecordAndEveryRecordsPlaceItsKey() throws IOException {
        assertThat(types().keySet()).isEqualTo(entries().keySet());
    }

    @Test
    void everyKeyHasAUnitThatFitsItsTypeAndASentence() throws IOException {
        Map<String, Class<?>> types = types();
        entries().forEach((key, entry) -> {
            assertThat(entry.sentence()).as("sentence above %s", key).endsWith(".");
            assertThat(units(key, types.get(key))).as("units of %s", key).contains(entry.unit());
        });
    }

    /** A count says what is counted. */
    private static Set<String> units(String key, Class<?> type) {
        if (key.endsWith("File")) {
            return Set.of("path");
        }
        if (type == int.class) {
            return key.endsWith(".port")
                    ? Set.of("port")
                    : Set.of("requests", "engines", "slots", "bookings", "appointments", "spans", "number");
        }
        return UNITS.getOrDefault(type, Set.of());
    }

    @Test
    void theFileIsTheOneInTheJar() throws IOException {
        assertThat(ConfigTree.defaults().values().keySet()).isEqualTo(entries().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void aProfileIsAConfigurationAndSaysNothingTwice(Profile profile) throws IOException {
        ConfigTree tree = ConfigTree.defaults().withProfile(profile);
        Path file = Path.of("." + profile.resource());
        ConfigTree fromFile = ConfigTree.defaults().withFile(file);
        tree.values().forEach((key, value) -> {
            assertThat(value.text()).isEqualTo(fromFile.text(key));
            if (!value.source().equals("default")) {
                assertThat(value.text())
                        .as("%s in %s", key, value.source())
                        .isNotEqualTo(ConfigTree.defaults().text(key));
            }
        });
        assertThat(tree.values().values())
                .extracting(ConfigTree.Value::source)
                .contains(file.toString().substring(2));
    }

    @Test
    void noProfileContainsASecret() {
        for (Profile profile : Profile.values()) {
            ConfigTree tree = ConfigTree.defaults().withProfile(profile);
            assertThat(tree.values().keySet().stream().filter(tree::isSecret).map(tree::text))
                    .containsOnly("");
        }
    }

    @Test
    void whatDocumentsCallAKeyIsOne() throws IOException {
        Set<String> keys = entries().keySet();
        Set<String> sections =
                keys.stream().map(key -> key.replaceFirst("\\..*", "")).collect(Collectors.toSet());
        Set<String> strangers = new TreeSet<>();
        int mentions = 0;
        for (Path document : documents()) {
            Matcher mention = MENTION.matcher(Files.readString(document));
            while (mention.find()) {
                if (!sections.contains(mention.group(1))
                        || NOT_KEYS.contains(mention.group(2))
                        || isPackage(mention.group(1), mention.group(2))) {
                    continue;
                }
                mentions++;
                String key = mention.group(1) + '.' + mention.group(2);
                if (!keys.contains(key)) {
                    strangers.add(document + ": " + key);
                }
            }
        }
        assertThat(strangers).isEmpty();
        assertThat(mentions).isGreaterThan(10);
    }

    @Test
    void theReadmeNamesEverySection() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Set<String> sections = entries().keySet().stream()
                .map(key -> key.replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
        assertThat(sections).allSatisfy(section -> assertThat(readme).contains("`" + section + "`"));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> documents = Files.walk(Path.of("src/docs"))) {
            List<Path> all = new ArrayList<>(
                    documents.filter(file -> file.toString().endsWith(".md")).toList());
            all.add(Path.of("README.md"));
            return all;
        }
    }

    private static Map<String, Entry> entries() throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        String section = "";
        String above = "";
        for (String line : Files.readAllLines(FILE)) {
            Matcher key = KEY.matcher(line);
            Matcher heading = SECTION.matcher(line);
            if (key.matches()) {
                entries.put(section + '.' + key.group(1), new Entry(key.group(3), above));
                above = "";
            } else if (heading.matches()) {
                section = heading.group(1);
                above = "";
            } else if (line.isBlank() || line.strip().startsWith("#")) {
                above = line.strip();
            } else {
                throw new AssertionError("neither a section nor a key with its unit: " + line);
            }
        }
        return entries;
    }

    /** The keys that follow from the records' components, each with the type of its value. */
    private static Map<String, Class<?>> types() {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        collect("", SlotkeeperConfig.class, types);
        return new TreeMap<>(types);
    }

    private static void collect(String prefix, Class<?> section, Map<String, Class<?>> types) {
        for (RecordComponent component : section.getRecordComponents()) {
            Class<?> type = component.getType();
            boolean isWithin = Group.class.isAssignableFrom(type) || (type == Listener.class && !prefix.isEmpty());
            if (isWithin || (type.isRecord() && type != Secret.class)) {
                collect(isWithin ? prefix : component.getName() + '.', type, types);
                continue;
            }
            types.put(prefix + component.getName(), component.getType());
            if (component.getType() == Secret.class) {
                types.put(prefix + component.getName() + "File", String.class);
            }
        }
    }

    private static boolean isPackage(String section, String word) {
        return Files.isDirectory(Path.of("src/main/java/org/slotkeeper", section, word));
    }
}
