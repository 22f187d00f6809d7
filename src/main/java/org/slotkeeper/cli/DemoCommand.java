package org.slotkeeper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slotkeeper.api.practice.PracticeList;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.Clocks;
import org.slotkeeper.assembly.Identity;
import org.slotkeeper.assembly.ProcessPlan;
import org.slotkeeper.assembly.Role;
import org.slotkeeper.assembly.Running;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.demo.DemoPractices;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.standalone.EmbeddedStores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs everything on one machine with embedded stores, invented sessions and an issuer that gives
 * anybody a token.
 */
@Command(
        name = "demo",
        description = "Runs everything on this machine, with embedded Postgres and Redis and invented sessions.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int DAYS_MAX = 60;
    private static final int MANAGEMENT_PORT = 9000;
    private static final int ENGINE_PORT = 8081;

    @Option(names = "--port", paramLabel = "PORT", description = "Where the gateway listens; 8080 if not given.")
    private int port = 8080;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the stores keep their data between runs; data if not given.")
    private Path dataDir = Path.of("data");

    @Option(
            names = "--practices",
            paramLabel = "FILE.csv",
            description = "The list of practices; a few invented ones if not given.")
    private Optional<Path> practices = Optional.empty();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "For how many days from today sessions are published; 14 if not given.")
    private int days = 14;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed invents the same sessions.")
    private long seed = 1;

    @Option(names = "--fresh", description = "Erases what earlier runs have left in the data directory.")
    private boolean isFresh;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (days < 1 || days > DAYS_MAX) {
            spec.commandLine().getErr().println("slotkeeper: --days takes 1 to " + DAYS_MAX);
            return ExitCodes.USAGE;
        }
        PracticeList list = practiceList();
        if (isFresh) {
            EmbeddedStores.erase(dataDir);
            DemoData.forget(dataDir);
        }
        Clock clock = Clocks.ofTheMachine();
        Chance chance = new Chance();
        EmbeddedStores stores = EmbeddedStores.start(dataDir, chance.random());
        CountDownLatch stopped = new CountDownLatch(1);
        List<AutoCloseable> closing = new ArrayList<>(List.of(stores));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop(closing);
            stopped.countDown();
        }));
        Running running = Running.start(plan(stores, chance), clock, chance);
        synchronized (closing) {
            closing.add(0, running);
        }
        PrintWriter progress = spec.commandLine().getErr();
        new DemoData(running.processEngine(), dataDir, progress, clock, chance).publish(list.listings(), days, seed);
        progress.printf("engine on port %d, management on port %d%n", running.enginePort(), running.managementPort());
        progress.flush();
        spec.commandLine().getOut().println("ready http://127.0.0.1:" + running.gatewayPort());
        spec.commandLine().getOut().flush();
        stopped.await();
        return ExitCodes.DONE;
    }

    private static void stop(List<AutoCloseable> closing) {
        synchronized (closing) {
            for (AutoCloseable one : closing) {
                try {
                    one.close();
                } catch (Exception cause) {
                    System.err.println("slotkeeper: something did not stop cleanly: " + cause.getMessage());
                }
            }
        }
    }

    private PracticeList practiceList() {
        if (practices.isPresent()) {
            PracticeList read = ImportCommand.readList(practices.get());
            if (read.listings().isEmpty()) {
                throw new CannotRun(
                        practices.get()
                                + " names no practice: give a CSV with the header ods_code,name,postcode,sub_icb,pcn,list_size, epraccur.csv or gp-reg-pat-prac-all.csv");
            }
            return read;
        }
        try (InputStream input = DemoPractices.open()) {
            return PracticeList.read(input);
        } catch (IOException cause) {
            throw new CannotRun("the invented list of practices cannot be read", cause);
        }
    }

    private ProcessPlan plan(EmbeddedStores stores, Chance chance) {
        List<String> own = List.of(
                "gateway.host=127.0.0.1",
                "gateway.port=" + port,
                "engine.port=" + freePort(ENGINE_PORT),
                "management.port=" + freePort(MANAGEMENT_PORT),
                "postgres.host=" + stores.postgres().host(),
                "postgres.port=" + stores.postgres().port(),
                "postgres.database=" + stores.postgres().database(),
                "postgres.user=" + stores.postgres().user(),
                "postgres.password=" + stores.postgres().password(),
                "redis.host=" + stores.redis().host(),
                "redis.port=" + stores.redis().port(),
                "booking.secret=" + DemoSecret.in(dataDir, chance),
                "identity.issuer=" + Identity.DEMO_ISSUER);
        SlotkeeperConfig config = SlotkeeperConfig.of(options.tree(Optional.empty(), List.of(), own));
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        return new ProcessPlan(config, Role.ALL, Optional.of(dataDir.resolve("demo-issuer.key")), loops);
    }

    /**
     * The usual port, or the next one that is free: several demonstrations may run on one machine.
     */
    private static int freePort(int usual) {
        for (int candidate = usual; candidate < usual + 100; candidate++) {
            try (ServerSocket probe = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        throw new CannotRun("the ports " + usual + " to " + (usual + 99) + " are all taken: free one of them");
    }
}
