package org.slotkeeper.load;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.TreeSet;

/** The command line of {@code load-tests/run}. */
public final class Main {

    private static final Set<String> SIMULATIONS =
            new TreeSet<>(Set.of("EightOClock", "OrdinaryDay", "PublishNight", "Soak", "Stress", "Spike"));
    private static final int FAULT = 1;
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        Settings settings;
        try {
            settings = settings(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println("load-tests: " + wrong.getMessage());
            System.exit(USAGE);
            return;
        }
        try {
            System.exit(new LoadRun(settings).run() ? 0 : FAULT);
        } catch (Exception fault) {
            System.err.println("load-tests: " + (fault.getMessage() == null ? fault.toString() : fault.getMessage()));
            if (Boolean.getBoolean("load.trace")) {
                fault.printStackTrace();
            }
            System.exit(FAULT);
        }
    }

    /** {@code SIMULATION --key value ...}; {@code --base-url} is the same as {@code --baseUrl}. */
    static Settings settings(String... arguments) {
        if (arguments.length == 0 || !SIMULATIONS.contains(arguments[0])) {
            throw new IllegalArgumentException("usage: load-tests/run SIMULATION [--key value]..., SIMULATION one of "
                    + SIMULATIONS + "; README.md has the keys");
        }
        String name = LocalDateTime.now().format(DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss")) + "-" + arguments[0];
        Settings settings = Settings.defaults()
                .with("simulation", arguments[0])
                .with("runDirectory", Path.of("target", "runs", name).toString());
        for (int at = 1; at < arguments.length; at += 2) {
            if (!arguments[at].startsWith("--") || at + 1 == arguments.length) {
                throw new IllegalArgumentException("expected --key value, not " + arguments[at]);
            }
            settings = settings.with(camel(arguments[at].substring(2)), arguments[at + 1]);
        }
        return settings;
    }

    private static String camel(String key) {
        StringBuilder camel = new StringBuilder();
        for (String word : key.split("-")) {
            camel.append(
                    camel.isEmpty() || word.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}
