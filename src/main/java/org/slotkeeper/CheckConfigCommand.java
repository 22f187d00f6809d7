package org.slotkeeper;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.SlotkeeperConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints every key with its value and where the value came from, or says what is wrong with it. */
@Command(
        name = "check-config",
        description = "Checks a configuration and prints what it comes to.",
        mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The configuration file.")
    private Path file = Path.of("config/slotkeeper.yaml");

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ConfigTree tree = options.tree(List.of(file), List.of());
        SlotkeeperConfig checked = SlotkeeperConfig.of(tree);
        tree.values().forEach((key, value) -> spec.commandLine()
                .getOut()
                .printf("%s: %s  # %s%n", key, masked(key, value.text()), value.source()));
        return checked.gateway().listener().port() >= 0 ? ExitCodes.DONE : ExitCodes.FAULT;
    }

    private static String masked(String key, String text) {
        boolean isSecret = key.endsWith("password") || key.endsWith("secret");
        return isSecret && !text.isEmpty() ? "***" : text;
    }
}
