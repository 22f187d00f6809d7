package org.slotkeeper.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.SlotkeeperConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints every key with its value and where the value came from, or says what is wrong with it. No
 * secret is printed, wherever it came from.
 */
@Command(
        name = "check-config",
        description = "Checks a configuration and prints what it comes to.",
        mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Configuration files, as with --config. Without any the defaults are printed.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private ConfigSources sources = new ConfigSources();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ConfigTree tree = sources.tree(files);
        SlotkeeperConfig checked = SlotkeeperConfig.of(tree);
        PrintWriter out = spec.commandLine().getOut();
        tree.values()
                .forEach((key, value) -> out.printf("%s: %s  # %s%n", key, tree.printable(key), tree.sourceOf(key)));
        out.flush();
        return checked.doors().gateway().listener().port() >= 0 ? ExitCodes.DONE : ExitCodes.FAULT;
    }
}
