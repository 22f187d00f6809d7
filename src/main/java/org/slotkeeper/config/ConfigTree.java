package org.slotkeeper.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * All keys with their values and where each value came from. The keys there are, are those of the
 * default file; any other is an error that names the nearest one.
 */
public final class ConfigTree {

    private static final String DEFAULTS = "/config/slotkeeper.yaml";
    private static final String VARIABLE_PREFIX = "SLOTKEEPER_";
    private static final String FILE = "File";
    private static final int MISSPELT_LETTERS_MAX = 3;

    private final SortedMap<String, Value> values = new TreeMap<>();

    /** @param source for example a file's name or a variable's */
    public record Value(String text, String source) {}

    private ConfigTree() {}

    public static ConfigTree defaults() {
        ConfigTree tree = new ConfigTree();
        tree.flatten("", parse(resource(DEFAULTS), DEFAULTS), "default");
        return tree;
    }

    public ConfigTree withProfile(Profile profile) {
        String name = profile.resource().substring(1);
        return withText(resource(profile.resource()), name);
    }

    public ConfigTree withFile(Path file) {
        try {
            return withText(Files.readString(file), file.toString());
        } catch (NoSuchFileException missing) {
            throw new BadConfig("there is no file " + file + ": give the path of a configuration file");
        } catch (IOException cause) {
            throw new BadConfig("the file " + file + " cannot be read (" + cause.getMessage() + ")");
        }
    }

    /**
     * Takes every variable that is named like a key. One that is not, but is so nearly, or begins
     * with the name of a section, is an error: a misspelt variable that is passed over would leave
     * a default where somebody believes to have set something.
     */
    public ConfigTree withEnvironment(Map<String, String> environment) {
        Map<String, String> keyOfVariable = new TreeMap<>();
        values.keySet().forEach(key -> keyOfVariable.put(variableOf(key), key));
        environment.forEach((variable, text) -> {
            if (keyOfVariable.containsKey(variable)) {
                set(keyOfVariable.get(variable), text, variable);
            } else if (variable.startsWith(VARIABLE_PREFIX)) {
                refuseMisspelt(variable, keyOfVariable.keySet());
            }
        });
        return this;
    }

    /** @param settings each {@code key=value} */
    public ConfigTree withFlags(List<String> settings) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new BadConfig("--set takes key=value, for example --set gateway.port=8090, not " + setting);
            }
            set(setting.substring(0, equals), setting.substring(equals + 1), "--set");
        }
        return this;
    }

    public SortedMap<String, Value> values() {
        return java.util.Collections.unmodifiableSortedMap(values);
    }

    /** The value as it may be shown to anybody. */
    public String printable(String key) {
        return isSecret(key) && (!text(key).isEmpty() || !text(key + FILE).isEmpty()) ? "***" : text(key);
    }

    /** Where the value came from; of a secret in a file, the key that names the file. */
    public String sourceOf(String key) {
        return isSecret(key) && !text(key + FILE).isEmpty()
                ? "the file of " + key + FILE
                : value(key).source();
    }

    /** A key is a secret's if there is another one for the file that holds it. */
    boolean isSecret(String key) {
        return values.containsKey(key + FILE);
    }

    String text(String key) {
        return value(key).text();
    }

    /**
     * @throws IllegalArgumentException if the project itself asks for a key that the default file
     * does not have
     */
    private Value value(String key) {
        Value value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the default configuration has no key " + key);
        }
        return value;
    }

    static String variableOf(String key) {
        return VARIABLE_PREFIX
                + key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private void set(String key, String text, String source) {
        if (!values.containsKey(key)) {
            throw new BadConfig(source + " sets " + key + ", which is not a key; did you mean "
                    + nearest(key, values.keySet()) + "?");
        }
        values.put(key, new Value(text, source));
    }

    private void refuseMisspelt(String variable, Set<String> known) {
        String nearest = nearest(variable, known);
        boolean isOfASection = values.keySet().stream()
                .map(key -> variableOf(key.substring(0, key.indexOf('.') + 1)))
                .anyMatch(variable::startsWith);
        if (isOfASection || EditDistance.between(variable, nearest) <= MISSPELT_LETTERS_MAX) {
            throw new BadConfig("the variable " + variable + " sets no key; did you mean " + nearest + "?");
        }
    }

    private static String nearest(String asked, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(one -> EditDistance.between(asked, one)))
                .orElse("");
    }

    private ConfigTree withText(String text, String source) {
        ConfigTree asked = new ConfigTree();
        asked.flatten("", parse(text, source), source);
        asked.values.forEach((key, value) -> set(key, value.text(), value.source()));
        return this;
    }

    private static String resource(String name) {
        try (InputStream file = ConfigTree.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the jar has no " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Object parse(String text, String name) {
        try {
            LoaderOptions strict = new LoaderOptions();
            strict.setAllowDuplicateKeys(false);
            strict.setMaxAliasesForCollections(0);
            Object tree = new Yaml(new SafeConstructor(strict)).load(text);
            return tree == null ? Map.of() : tree;
        } catch (YAMLException malformed) {
            throw new BadConfig(name + " is not YAML that can be read: "
                    + String.valueOf(malformed.getMessage()).replace('\n', ' '));
        }
    }

    private void flatten(String prefix, Object node, String source) {
        if (!(node instanceof Map<?, ?> section)) {
            values.put(prefix, new Value(scalar(node), source));
            return;
        }
        section.forEach((name, below) -> flatten(
                prefix.isEmpty() ? String.valueOf(name) : prefix + '.' + name, below == null ? "" : below, source));
    }

    private static String scalar(Object node) {
        if (node instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(entry -> texts.add(String.valueOf(entry)));
            return String.join(",", texts);
        }
        return String.valueOf(node);
    }
}
