package org.slotkeeper.cli;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.slotkeeper.api.practice.PracticeList;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.Clocks;
import org.slotkeeper.assembly.EngineEnvironment;
import org.slotkeeper.assembly.ProcessEngine;
import org.slotkeeper.assembly.ServedOperations;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.platform.Blocking;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.publishing.spi.SessionLedger.Registered;
import org.slotkeeper.telemetry.Meters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the practices of a list known. */
@Command(name = "import", description = "Imports reference data.", mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    private static final int PROBLEMS_SHOWN = 20;

    @Parameters(index = "0", paramLabel = "practices", description = "What is imported: practices.")
    private String what = "practices";

    @Parameters(
            index = "1",
            paramLabel = "FILE.csv",
            description = "Our own form, epraccur.csv or gp-reg-pat-prac-all.csv.")
    private Path list = Path.of("practices.csv");

    @Mixin
    private ConfigSources sources = new ConfigSources();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!what.equals("practices")) {
            spec.commandLine().getErr().println("slotkeeper: import takes practices and a file, not " + what);
            return ExitCodes.USAGE;
        }
        PracticeList read = readList(list);
        report(read);
        if (read.form().isEmpty()) {
            throw new CannotRun(
                    list
                            + " has none of the three forms: give our own CSV (ods_code,name,postcode,sub_icb,pcn,list_size), epraccur.csv or gp-reg-pat-prac-all.csv");
        }
        SlotkeeperConfig config = sources.config();
        Registered registered = register(config, read);
        spec.commandLine()
                .getOut()
                .printf(
                        "%d practices read, %d new, %d changed%n",
                        read.listings().size(), registered.added(), registered.changed());
        return ExitCodes.DONE;
    }

    private void report(PracticeList read) {
        read.problems().stream().limit(PROBLEMS_SHOWN).forEach(problem -> spec.commandLine()
                .getErr()
                .printf("line %d: %s%n", problem.line(), problem.reason()));
        if (read.problems().size() > PROBLEMS_SHOWN) {
            spec.commandLine()
                    .getErr()
                    .printf("and %d more lines with problems%n", read.problems().size() - PROBLEMS_SHOWN);
        }
    }

    static PracticeList readList(Path list) {
        try (InputStream input = Files.newInputStream(list)) {
            return PracticeList.read(input);
        } catch (IOException cause) {
            throw new CannotRun("the list " + list + " cannot be read: give the path of a readable CSV file", cause);
        }
    }

    private static Registered register(SlotkeeperConfig config, PracticeList read) {
        Clock clock = Clocks.ofTheMachine();
        Vertx vertx = Vertx.vertx();
        try (Meters meters = new Meters()) {
            ProcessEngine engine = ProcessEngine.open(
                    new EngineEnvironment(vertx, clock, new Chance(), meters), config, ServedOperations.usual());
            return engine.onLoop(
                    () -> engine.registerPractices().register(read.listings(), clock.instant()),
                    java.time.Duration.ofMinutes(5),
                    "registering the practices");
        } finally {
            Blocking.await(vertx.close(), java.time.Duration.ofSeconds(20), "closing");
        }
    }
}
