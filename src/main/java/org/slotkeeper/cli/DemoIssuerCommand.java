package org.slotkeeper.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.Clocks;
import org.slotkeeper.assembly.RunningIssuer;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.platform.CannotRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Gives anybody a token for anybody, for an installation that is tried out. The issuer that it
 * stands for has a name that no real one can have, so that nobody runs it for a real one by
 * mistake.
 */
@Command(
        name = "demo-issuer",
        description = "Gives anybody a token for anybody, for an installation that is only tried out.",
        mixinStandardHelpOptions = true)
final class DemoIssuerCommand implements Callable<Integer> {

    /** Of RFC 2606: no name that ends so is ever somebody's. */
    private static final String NOBODYS = ".invalid";

    @Option(names = "--port", paramLabel = "PORT", description = "Where it listens; 8082 if not given.")
    private int port = 8082;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Its RSA key, PKCS 8 in DER; made if it is not there. demo-issuer.key if not given.")
    private Path key = Path.of("demo-issuer.key");

    @Mixin
    private ConfigSources sources = new ConfigSources();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        SlotkeeperConfig config = sources.config();
        requireNobodys(config.identity().issuer());
        RunningIssuer issuer = RunningIssuer.start(config, key, port, Clocks.ofTheMachine(), new Chance());
        spec.commandLine().getErr().println("slotkeeper: anybody gets a token for anybody here: for trials only");
        spec.commandLine().getOut().println("ready http://127.0.0.1:" + issuer.port());
        spec.commandLine().getOut().flush();
        UntilStopped.waitAndThen(issuer::close);
        return ExitCodes.DONE;
    }

    private static void requireNobodys(String issuer) {
        String host = issuer.matches("https://[A-Za-z0-9.-]+(/.*)?")
                ? URI.create(issuer).getHost()
                : null;
        if (host == null || !host.endsWith(NOBODYS)) {
            throw new CannotRun("identity.issuer must be https:// and a host that ends with " + NOBODYS
                    + ": whoever believes demo-issuer believes everybody");
        }
    }
}
