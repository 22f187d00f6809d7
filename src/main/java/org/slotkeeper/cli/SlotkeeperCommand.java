package org.slotkeeper.cli;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.config.BadConfig;
import org.slotkeeper.config.EditDistance;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.standalone.StoreNotStarted;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: {@code slotkeeper
 * demo|demo-issuer|serve|migrate|import|reconcile|retire|check-config}.
 */
@Command(
        name = "slotkeeper",
        description = "An appointment-booking engine for primary care.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        subcommands = {
            DemoCommand.class,
            DemoIssuerCommand.class,
            ServeCommand.class,
            MigrateCommand.class,
            ImportCommand.class,
            ReconcileCommand.class,
            RetireCommand.class,
            CheckConfigCommand.class
        })
public final class SlotkeeperCommand {

    private static final int MISSPELT_LETTERS_MAX = 2;

    private SlotkeeperCommand() {}

    /** @return the exit code */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    public static CommandLine commandLine() {
        return new CommandLine(new SlotkeeperCommand())
                .setExecutionExceptionHandler(SlotkeeperCommand::explain)
                .setParameterExceptionHandler(SlotkeeperCommand::correct)
                .setExitCodeExceptionMapper(SlotkeeperCommand::exitCodeOf)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(new CommandLine.RunLast());
    }

    private static int exitCodeOf(Throwable fault) {
        return fault instanceof ParameterException ? ExitCodes.USAGE : ExitCodes.FAULT;
    }

    /** A word that is nearly a known one was meant to be that; else all of them are told. */
    private static int correct(ParameterException fault, String[] arguments) {
        CommandLine command = fault.getCommandLine();
        command.getErr().println(fault.getMessage());
        meant(fault)
                .ifPresentOrElse(
                        word -> command.getErr().println("did you mean " + word + "?"),
                        () -> command.usage(command.getErr()));
        return ExitCodes.USAGE;
    }

    private static Optional<String> meant(ParameterException fault) {
        if (!(fault instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        CommandSpec command = fault.getCommandLine().getCommandSpec();
        Set<String> known = unmatched.isUnknownOption()
                ? command.optionsMap().keySet()
                : command.subcommands().keySet();
        String given = unmatched.getUnmatched().get(0).split("=", 2)[0];
        return known.stream()
                .filter(word -> EditDistance.between(given, word) <= MISSPELT_LETTERS_MAX)
                .min(Comparator.comparingInt(word -> EditDistance.between(given, word)));
    }

    /**
     * One sentence on stderr for each thing that is to be done; the whole story only for what
     * nobody has foreseen.
     */
    private static int explain(Exception fault, CommandLine command, ParseResult parsed) {
        if (fault instanceof BadConfig unusable) {
            unusable.faults().forEach(one -> command.getErr().println("slotkeeper: " + one));
            return ExitCodes.USAGE;
        }
        if (fault instanceof CannotRun || fault instanceof StoreNotStarted) {
            command.getErr().println("slotkeeper: " + fault.getMessage());
            return ExitCodes.FAULT;
        }
        command.getErr().println("slotkeeper: an unexpected fault; please report what follows");
        fault.printStackTrace(command.getErr());
        return ExitCodes.FAULT;
    }
}
