package org.slotkeeper.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.Clocks;
import org.slotkeeper.assembly.ProcessPlan;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.assembly.Running;
import org.slotkeeper.config.SlotkeeperConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a gateway, an engine, or both, over a Postgres and a Redis of the operator's own. */
@Command(
        name = "serve",
        description = "Runs a gateway, an engine, or both, over your own Postgres and Redis.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--role",
            paramLabel = "gateway|engine|all",
            description = "What this process does; all if not given.")
    private Role role = Role.ALL;

    @Mixin
    private ConfigSources sources = new ConfigSources();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        SlotkeeperConfig config = sources.config(role);
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        Running running = Running.start(
                new ProcessPlan(config, role, Optional.empty(), loops), Clocks.ofTheMachine(), new Chance());
        int port = role.hasGateway() ? running.gatewayPort() : running.enginePort();
        spec.commandLine().getOut().println("ready http://127.0.0.1:" + port);
        spec.commandLine().getOut().flush();
        UntilStopped.waitAndThen(running::close);
        return ExitCodes.DONE;
    }
}
