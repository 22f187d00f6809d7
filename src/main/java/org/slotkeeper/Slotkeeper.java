package org.slotkeeper;

import org.slotkeeper.cli.CheckConfigCommand;
import org.slotkeeper.cli.DemoCommand;
import org.slotkeeper.cli.ExitCodes;
import org.slotkeeper.cli.ImportCommand;
import org.slotkeeper.cli.MigrateCommand;
import org.slotkeeper.cli.ReconcileCommand;
import org.slotkeeper.cli.RetireCommand;
import org.slotkeeper.cli.ServeCommand;
import org.slotkeeper.config.BadConfig;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.platform.Version;
import org.slotkeeper.standalone.StoreNotStarted;
import org.slotkeeper.telemetry.ErrorStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: {@code slotkeeper demo|serve|migrate|import|reconcile|retire|check-config}. */
@Command(
        name = "slotkeeper",
        description = "An appointment-booking engine for primary care.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            MigrateCommand.class,
            ImportCommand.class,
            ReconcileCommand.class,
            RetireCommand.class,
            CheckConfigCommand.class
        })
public final class Slotkeeper {

    private Slotkeeper() {}

    public static void main(String[] arguments) {
        ErrorStream.install();
        System.exit(commandLine().execute(arguments));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Slotkeeper())
                .setExecutionExceptionHandler(Slotkeeper::explain)
                .setExitCodeExceptionMapper(Slotkeeper::exitCodeOf)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(new CommandLine.RunLast());
    }

    private static int exitCodeOf(Throwable fault) {
        return fault instanceof ParameterException ? ExitCodes.USAGE : ExitCodes.FAULT;
    }

    /** One sentence on stderr that says what to do; the whole story only for what nobody has foreseen. */
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
