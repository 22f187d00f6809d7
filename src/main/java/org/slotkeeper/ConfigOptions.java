package org.slotkeeper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slotkeeper.config.ConfigTree;
import picocli.CommandLine.Option;

/** How every command is told its configuration: file, then environment, then flags. */
final class ConfigOptions {

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key of the configuration, for example gateway.port=8090. May be repeated.")
    private List<String> settings = new ArrayList<>();

    ConfigTree tree(List<Path> files, List<String> ownSettings) {
        ConfigTree tree = ConfigTree.defaults();
        for (Path file : files) {
            tree = tree.withFile(file);
        }
        return tree.withFlags(ownSettings).withEnvironment(environment()).withFlags(settings);
    }

    private static Map<String, String> environment() {
        return System.getenv();
    }
}
