package org.slotkeeper.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a script or a statement, with the parts that it shares with others.
 *
 * <p>A line {@code -- include part_x.sql} stands for the text of that file in the same folder, and
 * {@code ledger/part_x.sql} for that of one in the folder {@code ledger} beside it. A part may have
 * parameters: {@code -- include part_x.sql caller = $9; table = request} puts {@code $9} in place
 * of <code>${caller}</code> and {@code request} in place of <code>${table}</code>. The line is a
 * comment to whoever reads the file by itself. What cannot be right is refused when the text is
 * loaded: a part that is missing or includes itself, a parameter that its part does not use, and
 * one that is used and not given.
 */
public final class ScriptText {

    private static final Pattern INCLUDE = Pattern.compile("\\s*-- include (\\S+)(?: (.+))?");
    private static final Pattern PARAMETER = Pattern.compile("\\$\\{([a-z_]+)}");

    private final String folder;
    private final Function<String, @Nullable InputStream> resources;
    private final List<String> within = new ArrayList<>();

    private ScriptText(String folder, Function<String, @Nullable InputStream> resources) {
        this.folder = folder;
        this.resources = resources;
    }

    /** The whole text of the resource at this path, without its parts' own places of inclusion. */
    public static String at(String path) {
        return at(path, ScriptText.class::getResourceAsStream);
    }

    /** @param resources finds what is at a path, null if nothing is */
    public static String at(String path, Function<String, @Nullable InputStream> resources) {
        int name = path.lastIndexOf('/') + 1;
        return new ScriptText(path.substring(0, name), resources).textOf(path.substring(name), Map.of());
    }

    private String textOf(String file, Map<String, String> values) {
        if (within.contains(file)) {
            throw new IllegalStateException(folder + file + " includes itself, by way of " + within);
        }
        within.add(file);
        Set<String> notUsed = new HashSet<>(values.keySet());
        List<String> lines = new ArrayList<>();
        for (String line : read(file).lines().toList()) {
            String filled = line.contains("${") ? filled(line, file, values, notUsed) : line;
            lines.add(filled.contains("-- include ") ? included(filled) : filled);
        }
        if (!notUsed.isEmpty()) {
            throw new IllegalStateException(folder + file + " has no use for " + notUsed);
        }
        within.remove(file);
        return String.join("\n", lines);
    }

    /** The part that a line stands for; the line itself if it only speaks of including. */
    private String included(String line) {
        Matcher include = INCLUDE.matcher(line);
        return include.matches() ? textOf(include.group(1), valuesOf(include.group(2), line)) : line;
    }

    private String filled(String line, String file, Map<String, String> values, Set<String> notUsed) {
        return PARAMETER.matcher(line).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException(folder + file + " is not given its " + found.group(1));
            }
            notUsed.remove(found.group(1));
            return Matcher.quoteReplacement(value);
        });
    }

    private static Map<String, String> valuesOf(@Nullable String given, String line) {
        Map<String, String> values = new HashMap<>();
        for (String each : given == null ? new String[0] : given.split("; ", -1)) {
            int at = each.indexOf(" = ");
            if (at < 0 || values.put(each.substring(0, at), each.substring(at + 3)) != null) {
                throw new IllegalStateException("not a list of parameters, each once: " + line);
            }
        }
        return values;
    }

    private static String beside(String folder) {
        return folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    }

    private String read(String file) {
        String path = file.indexOf('/') < 0 ? folder + file : beside(folder) + file;
        try (InputStream resource = resources.apply(path)) {
            if (resource == null) {
                String by = within.size() < 2 ? "" : ", which " + within.get(within.size() - 2) + " includes";
                throw new IllegalStateException("no resource " + folder + file + by);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(folder + file, cause);
        }
    }
}
