package org.slotkeeper.cli;

import org.slotkeeper.config.BadConfig;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.standalone.StoreNotStarted;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: {@code slotkeeper demo|serve|migrate|import|reconcile|retire|check-config}. */
@Command(
        name = "slotkeeper",
        description = "An appointment-booking engine for primary care.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            MigrateCommand.class,
            ImportCommand.class,
            ReconcileCommand.class,
            RetireCommand.class,
            CheckConfigCommand.class
        })
public final class SlotkeeperCommand {

    private SlotkeeperCommand() {}

    /** @return the exit code */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    public static CommandLine commandLine() {
        return new CommandLine(new SlotkeeperCommand())
                .setExecutionExceptionHandler(SlotkeeperCommand::explain)
                .setExitCodeExceptionMapper(SlotkeeperCommand::exitCodeOf)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(new CommandLine.RunLast());
    }

    private static int exitCodeOf(Throwable fault) {
        return fault instanceof ParameterException ? ExitCodes.USAGE : ExitCodes.FAULT;
    }

    /**
     * One sentence on stderr that says what to do; the whole story only for what nobody has
     * foreseen.
     */
    private static int explain(Exception fault, CommandLine command, ParseResult parsed) {
        if (fault instanceof BadConfig || fault instanceof CannotRun || fault instanceof StoreNotStarted) {
            command.getErr().println("slotkeeper: " + fault.getMessage());
            return fault instanceof BadConfig ? ExitCodes.USAGE : ExitCodes.FAULT;
        }
        command.getErr().println("slotkeeper: an unexpected fault; please report what follows");
        fault.printStackTrace(command.getErr());
        return ExitCodes.FAULT;
    }
}
