package org.slotkeeper.cli;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slotkeeper.assembly.Chance;
import org.slotkeeper.assembly.Clocks;
import org.slotkeeper.assembly.EngineEnvironment;
import org.slotkeeper.assembly.ProcessEngine;
import org.slotkeeper.assembly.ServedOperations;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.Blocking;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.reconcile.ReconcileOnce;
import org.slotkeeper.telemetry.Meters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the inventory against the ledger, and the ledger against itself, once and by hand. */
@Command(
        name = "reconcile",
        description = {
            "Finds where the inventory differs from the ledger, and what does not fit in the ledger itself.",
            "Exit codes: 0 if there is no drift, or none is left; 3 if there is; 1 if a store could not be asked; 2 if this was asked the wrong way."
        },
        mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofHours(12);

    @Option(
            names = "--practice",
            paramLabel = "ODS",
            description = "Only this practice. May be repeated. All practices if none is named.")
    private List<String> practices = new ArrayList<>();

    /** If neither is given, {@code reconcile.repair} says which. */
    @Option(names = "--repair", description = "Puts the inventory right where it differs; the ledger is never changed.")
    private boolean repair;

    @Option(names = "--report", description = "Changes nothing.")
    private boolean report;

    @Option(names = "--json", description = "Prints one line of JSON in place of a table.")
    private boolean json;

    @Mixin
    private ConfigSources sources = new ConfigSources();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (repair && report) {
            throw new ParameterException(spec.commandLine(), "--repair and --report exclude each other");
        }
        List<OdsCode> only = practices.stream().map(this::odsCode).toList();
        SlotkeeperConfig config = sources.config();
        ReconcileOnce.Result result = reconcile(config, only);
        if (!result.unknown().isEmpty()) {
            throw new CannotRun(
                    "nothing is published by " + result.unknown() + ": name practices that the ledger knows");
        }
        DriftTable table = DriftTable.of(result);
        spec.commandLine().getOut().print(json ? table.json() : table.text());
        spec.commandLine().getOut().flush();
        return result.reconciled().remaining().isEmpty() ? ExitCodes.DONE : ExitCodes.DRIFT;
    }

    private OdsCode odsCode(String text) {
        if (!OdsCode.isValid(text)) {
            throw new ParameterException(spec.commandLine(), "--practice takes an ODS code like A81001, not " + text);
        }
        return new OdsCode(text);
    }

    private ReconcileOnce.Result reconcile(SlotkeeperConfig config, List<OdsCode> only) {
        boolean isToRepair = repair || (!report && config.reconcile().repair());
        Clock clock = Clocks.ofTheMachine();
        Vertx vertx = Vertx.vertx();
        try (Meters meters = new Meters()) {
            ProcessEngine engine = ProcessEngine.open(
                    new EngineEnvironment(vertx, clock, new Chance(), meters), config, ServedOperations.usual());
            return engine.onLoop(
                    () -> engine.mine().reconciling().once(engine.tries()).reconcile(only, isToRepair),
                    PATIENCE,
                    "reconciling");
        } finally {
            Blocking.await(vertx.close(), Duration.ofSeconds(20), "closing");
        }
    }
}
