package org.slotkeeper.cli;

import java.util.concurrent.Callable;
import org.slotkeeper.assembly.ProcessEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Brings the ledger's tables up to date and ends: what an engine does when it starts, by itself, so
 * that a failure shows before any engine is replaced.
 */
@Command(
        name = "migrate",
        description = "Brings the tables in Postgres up to date. Engines do so too when they start.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {

    @Mixin
    private ConfigSources sources = new ConfigSources();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String version = ProcessEngine.migrate(sources.config());
        spec.commandLine().getOut().println("the tables are at version " + version);
        return ExitCodes.DONE;
    }
}
