package org.slotkeeper.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.Clocks;
import org.slotkeeper.assembly.Identity;
import org.slotkeeper.assembly.ProcessPlan;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.assembly.Running;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.config.SlotkeeperConfig.IdentitySection;
import org.slotkeeper.platform.CannotRun;
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
        SlotkeeperConfig config = sources.config();
        refuseDemonstration(config.identity());
        if (role.hasEngine() && config.booking().secret().value().length() < 16) {
            throw new CannotRun(
                    "set booking.secret or booking.secretFile to at least 16 characters, the same in every process");
        }
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        Running running = Running.start(
                new ProcessPlan(config, role, Optional.empty(), loops), Clocks.ofTheMachine(), new Chance());
        int port = role.hasGateway() ? running.gatewayPort() : running.enginePort();
        spec.commandLine().getOut().println("ready http://127.0.0.1:" + port);
        spec.commandLine().getOut().flush();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            running.close();
            stopped.countDown();
        }));
        stopped.await();
        return ExitCodes.DONE;
    }

    private static void refuseDemonstration(IdentitySection identity) {
        if (identity.issuer().isBlank() || identity.jwksUrl().isBlank()) {
            throw new CannotRun("set identity.issuer and identity.jwksUrl: serve believes no tokens without an issuer");
        }
        if (identity.issuer().equals(Identity.DEMO_ISSUER)) {
            throw new CannotRun(
                    "identity.issuer is the demonstration's, which gives anybody a token for anybody: set your own");
        }
    }
}
