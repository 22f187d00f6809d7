package org.slotkeeper.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.assembly.ConfigCheck;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.config.ConfigTree;
import org.slotkeeper.config.Profile;
import org.slotkeeper.config.SlotkeeperConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * How a command over the operator's own stores is told its configuration: a profile, then files in
 * their order, then the environment, then flags; the later one wins.
 */
final class ConfigSources {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration file. May be repeated: a later one wins over an earlier one.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "development|production",
            description = "Values that come with the program and go before those of any file.")
    private Optional<Profile> profile = Optional.empty();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** What can be used of it, whatever it is used for. */
    SlotkeeperConfig config() {
        return ConfigCheck.require(told());
    }

    /** One with which a process can serve. */
    SlotkeeperConfig config(Role role) {
        return ConfigCheck.require(told(), role);
    }

    private SlotkeeperConfig told() {
        if (files.isEmpty() && profile.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "where the configuration is must be said: give --config FILE or --profile");
        }
        return SlotkeeperConfig.of(tree(List.of()));
    }

    /** @param moreFiles win over those given with {@code --config} */
    ConfigTree tree(List<Path> moreFiles) {
        List<Path> all = new ArrayList<>(files);
        all.addAll(moreFiles);
        return options.tree(profile, all, List.of());
    }
}
