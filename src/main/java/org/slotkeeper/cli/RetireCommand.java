package org.slotkeeper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slotkeeper.assembly.Clocks;
import org.slotkeeper.assembly.StoreSettings;
import org.slotkeeper.platform.CannotRun;
import org.slotkeeper.postgres.retention.PostgresWeekLedger;
import org.slotkeeper.retention.Retention;
import org.slotkeeper.retention.RetireWeeks;
import org.slotkeeper.retention.Verdict;
import org.slotkeeper.retention.WeekArchive;
import org.slotkeeper.retention.spi.Week.Part;
import org.slotkeeper.retention.spi.WeekLedger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Takes weeks that are over out of the ledger, into files: once, when somebody asks for it, and
 * never by itself.
 */
@Command(
        name = "retire",
        description = {
            "Takes the weeks that are over for long enough out of the ledger: each is archived to files, read back, and then dropped.",
            "A week with something in it that is live, or may still be asked for, is held back and named. One that was ended may be run again: it goes on.",
            "Exit codes: 0 if it is done; 1 if not all could be; 2 if this was asked the wrong way."
        },
        mixinStandardHelpOptions = true)
final class RetireCommand implements Callable<Integer> {

    @Option(
            names = "--keep-weeks",
            paramLabel = "N",
            required = true,
            description = "How many whole weeks before this one are kept, at least " + Retention.WEEKS_MIN
                    + ". A week is from Monday to Sunday in London.")
    private int keepWeeks;

    @Option(
            names = "--keep-audit-weeks",
            paramLabel = "N",
            description = {
                "The same of what was read, refused or told again. As many as --keep-weeks if it is not said.",
                "Who booked, changed or cancelled goes with the appointment."
            })
    private Optional<Integer> keepAuditWeeks = Optional.empty();

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "The directory that the files go into. It must be there.")
    private Optional<Path> archive = Optional.empty();

    @Option(names = "--dry-run", description = "Says what would go and what would be held back, and changes nothing.")
    private boolean isDryRun;

    @Mixin
    private ConfigSources sources = new ConfigSources();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Clock clock;

    RetireCommand() {
        this(Clocks.ofTheMachine());
    }

    RetireCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Retention retention = retention();
        if (!isDryRun) {
            requireArchive();
        }
        try (WeekLedger ledger = PostgresWeekLedger.open(StoreSettings.postgres(sources.config()))
                .orElseThrow(
                        () -> new CannotRun("weeks are being taken out by another process: wait until it has ended"))) {
            return retire(ledger, retention, clock.instant());
        } catch (IOException | IllegalStateException cause) {
            throw new CannotRun(
                    "not all could be taken out, and what was begun waits for the next run: " + cause.getMessage(),
                    cause);
        }
    }

    private Retention retention() {
        try {
            return new Retention(keepWeeks, keepAuditWeeks.orElse(keepWeeks));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Before anything is begun that could not go on without it. */
    private void requireArchive() {
        if (archive.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "say where the files go with --archive DIR, or try --dry-run");
        }
        Path directory = archive.get();
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new CannotRun(directory + " is no directory that can be written to: make it, or name another one");
        }
    }

    private int retire(WeekLedger ledger, Retention retention, Instant now) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("kept: appointments from "
                + retention.limit(Part.APPOINTMENTS, now).firstDay() + " on, entries of the audit trail from "
                + retention.limit(Part.AUDIT, now).firstDay() + " on");
        RetireWeeks retiring = new RetireWeeks(ledger, retention, now);
        List<Verdict> verdicts = new ArrayList<>();
        if (isDryRun) {
            verdicts.addAll(retiring.plan());
            verdicts.forEach(out::println);
            out.println("nothing was changed");
        } else {
            retiring.retire(new WeekArchive(archive.orElseThrow()), verdict -> {
                verdicts.add(verdict);
                out.println(verdict);
                out.flush();
            });
        }
        out.flush();
        boolean isBusy = verdicts.stream().anyMatch(Verdict::isToBeTriedAgain);
        return isBusy ? ExitCodes.FAULT : ExitCodes.DONE;
    }
}
