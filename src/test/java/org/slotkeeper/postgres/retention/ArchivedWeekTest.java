package org.slotkeeper.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.slotkeeper.postgres.retention.OldWeeks.NOW;
import static org.slotkeeper.postgres.retention.OldWeeks.OF_ENTRIES;
import static org.slotkeeper.postgres.retention.OldWeeks.OF_OLD;
import static org.slotkeeper.postgres.retention.OldWeeks.OLD;
import static org.slotkeeper.postgres.retention.OldWeeks.inside;
import static org.slotkeeper.postgres.retention.OldWeeks.of;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.slotkeeper.domain.appointment.Appointment;
import org.slotkeeper.postgres.retention.OldWeeks.Booked;
import org.slotkeeper.retention.Verdict;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.Stores;

/** What was taken out of the ledger can be read back: by psql into any database, by hand into the ledger itself; and what is not as it was written is not taken for an archive. */
final class ArchivedWeekTest {

    private static final String NAME = "slotkeeper-appointments-2026-11-23";
    private static final List<String> TABLES =
            List.of("appointment", "appointment_version", "occupancy", "session_run", "session");
    private static final Pattern COPY =
            Pattern.compile("\\\\copy (\\S+) \\((.*)\\) FROM PROGRAM 'gzip -dc (\\S+)' WITH \\((.*)\\)");

    @TempDir
    private Path directory;

    private OldWeeks world;
    private Booked booked;
    private Appointment asItIs;
    private List<String> before = List.of();

    @BeforeEach
    void appointmentsWithAllThatATextCanHave() {
        world = new OldWeeks(1);
        booked = world.book(OLD, 3);
        Booked unused = world.book(OLD, 4);
        Appointment unusedMoved = world.moved(booked.appointment(), OLD, 7);
        world.ledger.execute(
                "UPDATE appointment SET description = E'a \"sore\" knee,\\nand\\r\\n\\\\. the rest \\u2014 caf\\u00e9', comment = '' WHERE key = '"
                        + booked.id().key() + "'");
        asItIs = world.read(booked).orElseThrow();
        before = rows(world.ledger.database(), "public", " WHERE day >= '2026-11-23' AND day < '2026-11-30'");
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static List<String> rows(PostgresAddress database, String schema, String where) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = Stores.connect(database);
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet found = statement.executeQuery("SELECT '" + table + "' || t::text FROM " + schema + '.'
                        + table + " t" + where + " ORDER BY 1")) {
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
            return rows;
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    /** As psql would, for machines without it. */
    private static void run(PostgresAddress database, Path script) {
        StringBuilder sql = new StringBuilder();
        try (Connection connection = Stores.connect(database)) {
            for (String line : Files.readAllLines(script)) {
                Matcher copy = COPY.matcher(line);
                if (copy.matches()) {
                    execute(connection, sql);
                    Path file = script.resolveSibling(copy.group(3));
                    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                        long unused = connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyIn(
                                        "COPY " + copy.group(1) + " (" + copy.group(2) + ") FROM STDIN WITH ("
                                                + copy.group(4) + ")",
                                        in);
                    }
                } else {
                    sql.append(line).append('\n');
                }
            }
            execute(connection, sql);
        } catch (SQLException | IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static void execute(Connection connection, StringBuilder sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql.toString());
        }
        sql.setLength(0);
    }

    @Test
    void anArchivedWeekIsMadeAgainInAnyDatabase() {
        assertThat(of(OF_OLD, world.retire(directory))).isInstanceOf(Verdict.Retired.class);
        PostgresAddress elsewhere = Stores.freshDatabase();

        run(elsewhere, directory.resolve(NAME).resolve("restore.sql"));

        assertThat(rows(elsewhere, "appointments_20261123", ""))
                .hasSizeGreaterThan(10)
                .isEqualTo(before);
        assertThat(count(
                        elsewhere,
                        "appointments_20261123.session_run JOIN appointments_20261123.care USING (practice, care)"))
                .as("the care that it names is with it")
                .isEqualTo(count(elsewhere, "appointments_20261123.session_run"))
                .isEqualTo(4);
    }

    private static int count(PostgresAddress database, String from) {
        try (Connection connection = Stores.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Test
    void psqlMakesItAgain() throws IOException, InterruptedException {
        assumeTrue(
                isOnPath("psql") && isOnPath("gzip"),
                "not tried: install psql and gzip to try what an archive says of itself");
        assertThat(of(OF_OLD, world.retire(directory))).isInstanceOf(Verdict.Retired.class);
        PostgresAddress elsewhere = Stores.freshDatabase();

        String said = psql(elsewhere, directory.resolve(NAME), "restore.sql");

        assertThat(said).contains("COPY 2").contains("COMMIT");
        assertThat(rows(elsewhere, "appointments_20261123", "")).isEqualTo(before);
    }

    @Test
    void theSumsAreThoseThatSha256sumReads() throws IOException, InterruptedException {
        assumeTrue(isOnPath("sha256sum"), "not tried: there is no sha256sum on this machine");
        assertThat(of(OF_OLD, world.retire(directory))).isInstanceOf(Verdict.Retired.class);

        String said = command(directory.resolve(NAME), "", "sha256sum", "--check", "--strict", "SHA256SUMS");

        assertThat(said.lines()).hasSize(TABLES.size() + 4).allMatch(line -> line.endsWith(": OK"));
    }

    private static String psql(PostgresAddress database, Path place, String script)
            throws IOException, InterruptedException {
        return command(
                place,
                database.password(),
                "psql",
                "-X",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                database.host(),
                "-p",
                String.valueOf(database.port()),
                "-U",
                database.user(),
                "-d",
                database.database(),
                "-f",
                script);
    }

    private static String command(Path place, String password, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", password);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    @Test
    void aWeekThatIsPutBackIsReadAsBeforeAndGoesAgain() {
        Verdict first = of(OF_OLD, world.retire(directory));
        assertThat(world.read(booked)).isEmpty();
        Path archived = directory.resolve(NAME);

        run(world.ledger.database(), archived.resolve("restore.sql"));
        run(world.ledger.database(), archived.resolve("put-back.sql"));

        assertThat(world.read(booked)).contains(asItIs);
        assertThat(rows(world.ledger.database(), "public", " WHERE day >= '2026-11-23' AND day < '2026-11-30'"))
                .isEqualTo(before);
        assertThat(world.ledger.count("retired_week WHERE week = '2026-11-23'")).isZero();
        assertThat(of(OF_OLD, world.retire(directory)))
                .as("into the same files")
                .isEqualTo(first);
        assertThat(inside(directory)).filteredOn(name -> name.contains("11-23")).containsExactly(NAME);
    }

    @Test
    void aWeekThatChangedAfterItWasPutBackHasAnArchiveOfItsOwn() {
        Verdict unused = of(OF_OLD, world.retire(directory));
        run(world.ledger.database(), directory.resolve(NAME).resolve("restore.sql"));
        run(world.ledger.database(), directory.resolve(NAME).resolve("put-back.sql"));
        world.ledger.execute("UPDATE appointment SET comment = 'other' WHERE origin_day = '2026-11-23'");

        assertThat(of(OF_OLD, world.retire(directory)))
                .hasToString(
                        "appointments of the week of 2026-11-23 is out of the ledger, 15 rows are in " + NAME + ".2");
        assertThat(inside(directory)).contains(NAME, NAME + ".2");
    }

    @Test
    void entriesAreMadeAgainAndPutBackWithTheirNumbers() {
        List<String> entries = world.ledger.query("SELECT audit::text FROM audit ORDER BY id");
        Verdict verdict =
                of(OF_ENTRIES, world.retire(directory, OldWeeks.FOUR_WEEKS_OF_ALL, NOW.plus(Duration.ofDays(70))));
        assertThat(verdict).isInstanceOf(Verdict.Retired.class);
        assertThat(world.ledger.count("audit")).isZero();
        Path archived = directory.resolve("slotkeeper-audit-2026-11-16");

        run(world.ledger.database(), archived.resolve("restore.sql"));
        run(world.ledger.database(), archived.resolve("put-back.sql"));

        assertThat(world.ledger.query("SELECT audit::text FROM audit ORDER BY id"))
                .isEqualTo(entries);
    }

    /** Between the archive and the last drop a run was ended, and the disk was not as good as it said. */
    @Test
    void nothingIsDroppedOfWhichTheArchiveIsNotAsItWasWritten() throws IOException {
        endedBeforeTheFirstDrop();
        Path file = directory.resolve(NAME).resolve("appointment.csv.gz");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Path unused = Files.write(file, bytes);

        assertThatThrownBy(() -> world.retire(directory)).hasStackTraceContaining("its sum differs");

        assertThat(world.ledger.count("appointment_20261123")).isEqualTo(2);
    }

    @Test
    void nothingIsDroppedOfWhichTheArchiveHasOtherRows() {
        endedBeforeTheFirstDrop();
        world.ledger.execute("ALTER TABLE appointment_20261123 DISABLE TRIGGER retiring");
        world.ledger.execute("UPDATE appointment_20261123 SET comment = 'by hand'");

        assertThatThrownBy(() -> world.retire(directory)).hasStackTraceContaining("is not as it is in");

        assertThat(world.ledger.count("appointment_20261123 WHERE comment = 'by hand'"))
                .isEqualTo(2);
    }

    private void endedBeforeTheFirstDrop() {
        assertThatThrownBy(() -> OldWeeks.retire(
                        world.ledger.coordinates(), directory, ledger -> RetireStepsTest.endingBefore(ledger, "drop")))
                .isInstanceOf(RetireStepsTest.Ended.class);
        assertThat(inside(directory)).contains(NAME);
    }

    /** It is patients' data. */
    @Test
    void nobodyElseMayReadIt() throws IOException {
        assumeTrue(
                directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "not tried: files have no modes here");
        Verdict unused = of(OF_OLD, world.retire(directory));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(NAME))))
                .isEqualTo("rwx------");
    }
}
