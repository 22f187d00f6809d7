package org.slotkeeper.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.booking.LedgerWorld.DAY;
import static org.slotkeeper.booking.LedgerWorld.move;
import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.reader;
import static org.slotkeeper.booking.LedgerWorld.request;
import static org.slotkeeper.booking.LedgerWorld.self;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.testing.Futures.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.postgres.ledger.PublishedLedger;
import org.slotkeeper.retention.Retention;
import org.slotkeeper.retention.RetireWeeks;
import org.slotkeeper.retention.Verdict;
import org.slotkeeper.retention.WeekArchive;
import org.slotkeeper.retention.spi.Week;
import org.slotkeeper.retention.spi.WeekLedger;

/** A ledger with appointments in weeks that are over by {@link #NOW}, and in one that is not; and one practice that has published a day of each. */
final class OldWeeks implements AutoCloseable {

    /** A Wednesday. */
    static final Instant NOW = Instant.parse("2027-02-03T12:00:00Z");

    /** What engines of this world write to the trail, whose clock stands still, they can write then too. */
    static final Retention FOUR_WEEKS = new Retention(4, 100);

    static final Retention KEEP_ALL = new Retention(100, 100);
    static final Retention FOUR_WEEKS_OF_ALL = new Retention(4, 4);
    /** The first that is kept then. */
    static final LocalDate LIMIT = LocalDate.parse("2027-01-04");

    static final LocalDate OLD = DAY;
    static final LocalDate OLD_TOO = DAY.plusWeeks(1);
    static final LocalDate LIVE = LocalDate.parse("2027-02-08");
    static final Week OF_OLD = new Week(Week.Part.APPOINTMENTS, OLD);
    static final Week OF_OLD_TOO = new Week(Week.Part.APPOINTMENTS, OLD_TOO);
    /** Everything in this world is written in one week. */
    static final Week OF_ENTRIES = new Week(Week.Part.AUDIT, LocalDate.parse("2026-11-16"));

    static final WeekTables.Manner IMPATIENT =
            new WeekTables.Manner(Duration.ofMillis(50), Duration.ofMillis(200), 2, Duration.ofMillis(1));
    private static final WeekTables.Manner PATIENT =
            new WeekTables.Manner(Duration.ofMillis(300), Duration.ofSeconds(10), 50, Duration.ofMillis(20));

    final PublishedLedger ledger;
    final OdsCode practice;

    OldWeeks(int engines) {
        ledger = new PublishedLedger(engines);
        ledger.execute("SELECT make_partitions('" + LIVE + "', '" + LIVE + "')");
        ledger.execute("SELECT make_partitions('" + LIMIT + "', '" + LIMIT + "')");
        // Every table costs a run its time: what is in no test's way goes.
        ledger.execute(
                "DO $$ DECLARE unused text; BEGIN FOR unused IN SELECT relname FROM pg_class WHERE relkind = 'r'"
                        + " AND relname ~ '_(20261102|20261109|20261116|20261207)$' AND relname <> 'audit_20261116' LOOP EXECUTE 'DROP TABLE ' || unused; END LOOP; END $$");
        practice = ledger.publishedPractice();
        ledger.publish(practice, OLD_TOO);
        ledger.publish(practice, LIVE);
    }

    record Booked(Appointment appointment, Change.Book wanted) {
        AppointmentId id() {
            return appointment.id();
        }
    }

    @CanIgnoreReturnValue
    Booked book(LocalDate day, int ordinal) {
        NhsNumber patient = newPatient();
        Change.Book wanted = wanted(practice, patient, request(self(patient)), day, List.of(ordinal));
        assertThat(await(ledger.change(wanted))).isInstanceOf(LedgerAnswer.Recorded.class);
        return new Booked(read(wanted).orElseThrow(), wanted);
    }

    Optional<Appointment> read(Change.Book wanted) {
        return await(ledger.read(wanted.id(), reader(self(wanted.patient()))));
    }

    Optional<Appointment> read(Booked booked) {
        return read(booked.wanted());
    }

    @CanIgnoreReturnValue
    Appointment moved(Appointment seen, LocalDate day, int ordinal) {
        assertThat(await(ledger.change(move(seen, day, ordinal)))).isInstanceOf(LedgerAnswer.Recorded.class);
        return await(ledger.read(seen.id(), reader(self(seen.patient())))).orElseThrow();
    }

    List<Verdict> plan() {
        try (WeekLedger weeks = open(ledger.coordinates())) {
            return new RetireWeeks(weeks, FOUR_WEEKS, NOW).plan();
        }
    }

    List<Verdict> retire(Path directory) {
        return retire(directory, NOW);
    }

    List<Verdict> retire(Path directory, Instant now) {
        return retire(directory, FOUR_WEEKS, now);
    }

    List<Verdict> retire(Path directory, Retention retention, Instant now) {
        return retire(ledger.coordinates(), directory, new When(retention, now), PATIENT, weeks -> weeks);
    }

    record When(Retention retention, Instant now) {}

    /** @param in what the run is told in place of the ledger */
    static List<Verdict> retire(
            PostgresCoordinates postgres,
            Path directory,
            When when,
            WeekTables.Manner manner,
            UnaryOperator<WeekLedger> in) {
        List<Verdict> verdicts = new ArrayList<>();
        try (WeekLedger weeks = PostgresWeekLedger.open(postgres, manner).orElseThrow()) {
            new RetireWeeks(in.apply(weeks), when.retention(), when.now())
                    .retire(new WeekArchive(directory), verdicts::add);
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
        return verdicts;
    }

    static List<Verdict> retire(PostgresCoordinates postgres, Path directory, UnaryOperator<WeekLedger> in) {
        return retire(postgres, directory, new When(FOUR_WEEKS, NOW), PATIENT, in);
    }

    static WeekLedger open(PostgresCoordinates postgres) {
        return PostgresWeekLedger.open(postgres, PATIENT).orElseThrow();
    }

    /** What became of a week. */
    static Verdict of(Week week, List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.week().equals(week))
                .reduce((one, other) -> {
                    throw new AssertionError("two verdicts: " + one + ", " + other);
                })
                .orElseThrow(() -> new AssertionError("no verdict on " + week + " among " + verdicts));
    }

    static List<String> inside(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Override
    public void close() {
        ledger.close();
    }
}
