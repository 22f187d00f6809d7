package org.slotkeeper.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.Profile;
import picocli.CommandLine.Option;

/**
 * Puts a configuration together: defaults, profile, files, the command's own settings, environment,
 * flags; the later one wins.
 */
final class ConfigOptions {

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key of the configuration, for example gateway.port=8090. May be repeated.")
    private List<String> settings = new ArrayList<>();

    ConfigTree tree(Optional<Profile> profile, List<Path> files, List<String> ownSettings) {
        ConfigTree tree = ConfigTree.defaults();
        if (profile.isPresent()) {
            tree = tree.withProfile(profile.get());
        }
        for (Path file : files) {
            tree = tree.withFile(file);
        }
        return tree.withFlags(ownSettings).withEnvironment(environment()).withFlags(settings);
    }

    private static Map<String, String> environment() {
        return System.getenv();
    }
}
