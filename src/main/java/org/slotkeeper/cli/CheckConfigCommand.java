package org.slotkeeper.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slotkeeper.assembly.ConfigCheck;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.SlotkeeperConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--role",
            paramLabel = "gateway|engine|all",
            description = "Also tells what serve would miss in this role.")
    private Optional<Role> role = Optional.empty();

    @Mixin
    private ConfigSources sources = new ConfigSources();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ConfigTree tree = sources.tree(files);
        SlotkeeperConfig config = SlotkeeperConfig.of(tree);
        SlotkeeperConfig unused =
                role.isPresent() ? ConfigCheck.require(config, role.get()) : ConfigCheck.require(config);
        PrintWriter out = spec.commandLine().getOut();
        tree.values()
                .forEach((key, value) -> out.printf("%s: %s  # %s%n", key, tree.printable(key), tree.sourceOf(key)));
        out.flush();
        return ExitCodes.DONE;
    }
}
