package org.slotkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.retention.spi.Week;
import org.slotkeeper.system.Answer;
import org.slotkeeper.system.RunningSystem;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Stores;

/** {@code slotkeeper retire}, beside an engine that is running: what an operator reads, and what patients are told who ask for what is gone. */
final class RetireCommandTest {

    private static final Instant NOW = MachineClock.now();
    private static final Instant THEN = NOW.minus(Duration.ofDays(50));
    /** Both are in weeks that are over for more than two, and not in the same one. */
    private static final LocalDate EARLY = London.dayOf(THEN).plusDays(2);

    private static final LocalDate LATER = EARLY.plusDays(9);
    private static final LocalDate RECENT = London.dayOf(NOW).minusDays(8);

    @TempDir
    private Path directory;

    private RunningSystem system;
    private OdsCode practice;
    private final NhsNumber ann = RunningSystem.newPatient();
    private final NhsNumber ben = RunningSystem.newPatient();
    private final UUID bookingsId = UUID.randomUUID();
    private Answer gone;
    private Answer moved;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void weeksWithAppointmentsGoBy() {
        system = RunningSystem.startAt(THEN, "practice.bookableAhead=P60D");
        practice = system.newPractice();
        List<String> early = system.publish(practice, "early", RunningSystem.session(EARLY, 4));
        List<String> later = system.publish(practice, "later", RunningSystem.session(LATER, 4));
        List<String> recent = system.publish(practice, "recent", RunningSystem.session(RECENT, 4));
        gone = book(ann, early.get(0)).withStatus(201);
        Answer booked = system.booked(ben, practice, later.get(1));
        moved = system.move(ben, practice, booked, recent.get(2)).withStatus(200);
        system.clock().set(NOW);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private Answer book(NhsNumber patient, String slot) {
        return system.api()
                .book(system.api().patientToken(patient, practice), Bodies.appointment(patient, slot))
                .requestId(bookingsId)
                .send();
    }

    private Answer read(NhsNumber patient, Answer booked) {
        return system.api().read(system.api().patientToken(patient, practice), booked.id());
    }

    private int retire(String... more) {
        List<String> arguments = new ArrayList<>(List.of("retire", "--profile", "development", "--keep-weeks", "2"));
        RunningSystem.flags(system.ledger(), Stores.redis()).forEach(flag -> arguments.addAll(List.of("--set", flag)));
        arguments.addAll(List.of(more));
        out = new StringWriter();
        err = new StringWriter();
        return SlotkeeperCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void aDryRunNamesWhatWouldGoAndWhatIsHeldBackAndWhy() {
        assertThat(retire("--dry-run")).as(err::toString).isZero();

        assertThat(out.toString().lines())
                .contains(
                        "kept: appointments from " + firstKept() + " on, entries of the audit trail from " + firstKept()
                                + " on",
                        "nothing was changed")
                .anyMatch(
                        line -> line.matches("appointments of the week of " + Week.mondayOf(EARLY) + " goes, \\d+ KiB"))
                .anyMatch(line -> line.startsWith("appointments of the week of " + Week.mondayOf(LATER)
                        + " is held back: 1 of its appointments on days that are kept"));
        read(ann, gone).withStatus(200);
    }

    private static LocalDate firstKept() {
        return Week.mondayOf(London.dayOf(NOW)).minusWeeks(2);
    }

    @Test
    void patientsAreToldOfWhatIsGoneAndKeepWhatTheyMoved() {
        assertThat(retire("--archive", directory.toString())).as(err::toString).isZero();

        assertThat(out.toString())
                .contains("appointments of the week of " + Week.mondayOf(EARLY) + " is out of the ledger")
                .contains("appointments of the week of " + Week.mondayOf(LATER) + " is held back: 1 of its");
        assertThat(directory.resolve("slotkeeper-appointments-" + Week.mondayOf(EARLY) + "/SHA256SUMS"))
                .exists();
        read(ben, moved).withStatus(200);
        read(ann, gone).refusedAs(410, "deleted", "NO_LONGER_KEPT");
        // Nobody learns from it who had one.
        read(ben, gone).refusedAs(410, "deleted", "NO_LONGER_KEPT");
        system.cancel(ann, practice, gone, gone.etag()).refusedAs(410, "deleted", "NO_LONGER_KEPT");
        read(ann, moved).refusedAs(404, "not-found", "APPOINTMENT_UNKNOWN");
    }

    /** The ledger has forgotten the request: to send it again is to ask again, and the slot has long begun. */
    @Test
    void aRetryOfABookingThatIsGoneBooksNothing() {
        assertThat(retire("--archive", directory.toString())).as(err::toString).isZero();

        Answer again = book(ann, gone.slot());

        assertThat(again.status()).as(again.body()).isEqualTo(422);
        assertThat(system.count("SELECT count(*) FROM appointment")).isEqualTo(1);
        String slot = system.publish(
                        practice,
                        "next",
                        RunningSystem.session(London.dayOf(NOW).plusDays(3), 1))
                .get(0);
        system.booked(ann, practice, slot);
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLineBeforeAnythingIsBegun() throws IOException {
        assertThat(retire("--archive", directory.resolve("none").toString())).isEqualTo(ExitCodes.FAULT);
        assertThat(err.toString())
                .contains("is no directory that can be written to")
                .hasLineCount(1);
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(retire("--archive", file.toString())).isEqualTo(ExitCodes.FAULT);
        assertThat(retire("--dry-run", "--set", "postgres.port=1")).isEqualTo(ExitCodes.FAULT);
        assertThat(err.toString()).contains("the ledger could not be opened").hasLineCount(1);
        assertThat(system.count("SELECT count(*) FROM retired_week")).isZero();
    }
}
