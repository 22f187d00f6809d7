package org.slotkeeper.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** All keys with their values and where each value came from. The keys there are, are those of the default file; any other is an error that names the nearest one. */
public final class ConfigTree {

    private static final String DEFAULTS = "/config/slotkeeper.yaml";
    private static final String VARIABLE_PREFIX = "SLOTKEEPER_";

    private final SortedMap<String, Value> values = new TreeMap<>();

    /** @param source for example a file's name or a variable's */
    public record Value(String text, String source) {}

    private ConfigTree() {}

    public static ConfigTree defaults() {
        ConfigTree tree = new ConfigTree();
        try (InputStream file = ConfigTree.class.getResourceAsStream(DEFAULTS)) {
            if (file == null) {
                throw new IllegalStateException("the jar has no " + DEFAULTS);
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            tree.flatten("", parse(text, DEFAULTS), "default");
            return tree;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public ConfigTree withFile(Path file) {
        try {
            ConfigTree asked = new ConfigTree();
            asked.flatten("", parse(Files.readString(file), file.toString()), file.toString());
            asked.values.forEach((key, value) -> set(key, value.text(), value.source()));
            return this;
        } catch (NoSuchFileException missing) {
            throw new BadConfig("there is no file " + file + ": give the path of a configuration file with --config");
        } catch (IOException cause) {
            throw new BadConfig("the file " + file + " cannot be read (" + cause.getMessage() + ")");
        }
    }

    /** Takes every variable that begins with SLOTKEEPER_ as a key; one that names none is an error. */
    public ConfigTree withEnvironment(Map<String, String> environment) {
        Map<String, String> keyOfVariable = new TreeMap<>();
        values.keySet().forEach(key -> keyOfVariable.put(variableOf(key), key));
        environment.forEach((variable, text) -> {
            if (keyOfVariable.containsKey(variable)) {
                set(keyOfVariable.get(variable), text, variable);
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

    /** @throws IllegalArgumentException if the project itself asks for a key that the default file does not have */
    String text(String key) {
        Value value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the default configuration has no key " + key);
        }
        return value.text();
    }

    static String variableOf(String key) {
        return VARIABLE_PREFIX
                + key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private void set(String key, String text, String source) {
        if (!values.containsKey(key)) {
            throw new BadConfig(source + " sets " + key + ", which is not a key; did you mean " + nearest(key) + "?");
        }
        values.put(key, new Value(text, source));
    }

    private String nearest(String asked) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String key : values.keySet()) {
            int distance = EditDistance.between(asked, key);
            if (distance < bestDistance) {
                best = key;
                bestDistance = distance;
            }
        }
        return best;
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
