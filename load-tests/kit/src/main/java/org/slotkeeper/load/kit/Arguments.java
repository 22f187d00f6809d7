package org.slotkeeper.load.kit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A command line of flags and of {@code --name value}; what is not known is refused. */
public final class Arguments {

    private final List<String> flags = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();

    private Arguments() {}

    public static Arguments parse(List<String> given, Set<String> flags, Set<String> names) {
        Arguments arguments = new Arguments();
        for (int at = 0; at < given.size(); at++) {
            String name = given.get(at).replaceFirst("^--", "");
            if (flags.contains(name)) {
                arguments.flags.add(name);
            } else if (names.contains(name) && at + 1 < given.size()) {
                at++;
                arguments.values.put(name, given.get(at));
            } else {
                throw new IllegalArgumentException("there is no option " + given.get(at) + " like that: see --help");
            }
        }
        return arguments;
    }

    public boolean has(String flag) {
        return flags.contains(flag);
    }

    public String text(String name, String usual) {
        return values.getOrDefault(name, usual);
    }

    public int number(String name, int usual) {
        return Integer.parseInt(text(name, Integer.toString(usual)));
    }

    /** What was given, by name. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }
}
