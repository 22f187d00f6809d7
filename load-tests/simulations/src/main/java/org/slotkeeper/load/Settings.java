package org.slotkeeper.load;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slotkeeper.load.kit.Resources;

/** What a run is told. Every key has a default in {@code settings.properties}, beside the sentence that explains it; an unknown key is an error. */
public final class Settings {

    private static final String DEFAULTS = "/settings.properties";

    private final Properties values;

    private Settings(Properties values) {
        this.values = values;
    }

    public static Settings defaults() {
        Properties values = new Properties();
        try (Reader defaults = Resources.reader(DEFAULTS)) {
            values.load(defaults);
            return new Settings(values);
        } catch (IOException cause) {
            throw new IllegalStateException("the defaults cannot be read", cause);
        }
    }

    /** As the process that runs a simulation finds them: in the file that {@code load.settings} names, and in system properties that begin with {@code load.}. */
    public static Settings ofThisProcess() {
        Settings settings = defaults();
        String file = System.getProperty("load.settings");
        if (file != null) {
            settings = settings.withFile(Path.of(file));
        }
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("load.") && !name.equals("load.settings")) {
                settings = settings.with(name.substring(5), System.getProperty(name));
            }
        }
        return settings;
    }

    public Settings with(String key, String value) {
        if (!values.containsKey(key)) {
            throw new IllegalArgumentException(
                    "no setting is named " + key + "; there are " + new TreeSet<>(values.keySet()));
        }
        Properties changed = new Properties();
        changed.putAll(values);
        changed.setProperty(key, value);
        return new Settings(changed);
    }

    public Settings withFile(Path file) {
        Properties found = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            found.load(reader);
        } catch (IOException cause) {
            throw new IllegalArgumentException("the settings " + file + " cannot be read", cause);
        }
        Settings settings = this;
        for (String key : found.stringPropertyNames()) {
            settings = settings.with(key, found.getProperty(key));
        }
        return settings;
    }

    public void write(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            values.store(writer, "What this run was told");
        }
    }

    public String text(String key) {
        String value = values.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("no setting is named " + key);
        }
        return value.strip();
    }

    public Optional<String> given(String key) {
        return Optional.of(text(key)).filter(text -> !text.isEmpty());
    }

    public double number(String key) {
        try {
            double number = Double.parseDouble(text(key));
            if (number >= 0 && !Double.isInfinite(number)) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Told below, with all other numbers that are none.
        }
        throw new IllegalArgumentException(key + " must be a number that is not negative, not " + text(key));
    }

    public double share(String key) {
        double share = number(key);
        if (share > 1) {
            throw new IllegalArgumentException(key + " must be 0 to 1, not " + text(key));
        }
        return share;
    }

    public int count(String key) {
        double number = number(key);
        if (number != Math.rint(number) || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(key + " must be a whole number, not " + text(key));
        }
        return (int) number;
    }

    public boolean flag(String key) {
        String text = text(key);
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(key + " must be true or false, not " + text);
        }
        return Boolean.parseBoolean(text);
    }

    public Duration seconds(String key) {
        return Duration.ofMillis(Math.round(number(key) * 1000));
    }

    public URI address(String key) {
        URI uri = URI.create(text(key));
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(key + " must be an address like http://127.0.0.1:8080, not " + uri);
        }
        return uri;
    }

    public Path runDirectory() {
        return Path.of(text("runDirectory"));
    }

    /** All of them, by name. */
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        values.stringPropertyNames().forEach(name -> all.put(name, values.getProperty(name)));
        return all;
    }
}
