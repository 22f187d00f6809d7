package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.cli.SlotkeeperCommand;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.standalone.RedisAddress;
import org.slotkeeper.testing.ChildProcess;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Stores;
import org.slotkeeper.testing.TestIssuer;

/**
 * Who a patient is, what is said of one and by which token is known to the ledger alone, and there in the places that are meant for it.
 *
 * <p>The process is one of {@code serve}, over stores that the test can look into, and it logs as it does in service. The audit trail names who did what: for a patient's own
 * acts that is the NHS number, in the column {@code caller} and in no other; what was said of the appointment, and tokens, are not in it.
 */
final class NoPatientDataTest {

    private static final NhsNumber PATIENT = NhsNumber.ofDemonstration(31_415_926);
    private static final String DESCRIPTION = "Zebedee Quartermaine, sore knee";
    private static final String COMMENT = "Ask Philippa Quartermaine to come too";
    private static final String REASON = "Zebedee is well again";
    /** What no statement can record, so that the ledger's own complaint quotes it. */
    private static final String UNRECORDABLE = "Quartermaine unrecordable";

    private static final OdsCode PRACTICE = new OdsCode("Z99001");

    @TempDir
    private Path directory;

    private final PostgresAddress ledger = Stores.freshDatabase();
    private final RedisAddress inventory = Stores.flushed();

    @Test
    void nothingOfAPatientLeavesTheLedger() throws Exception {
        try (TestIssuer issuer = TestIssuer.start(MachineClock.utc())) {
            int managementPort = ChildProcess.freePort();
            List<String> settings = settings(issuer, managementPort);
            importPractice(settings);
            String token = issuer.patientToken(PATIENT, PRACTICE);
            List<String> secrets = secretsOf(token);
            ChildProcess serving =
                    ChildProcess.start(commandLine("serve", settings)).awaitReady();
            try (serving) {
                Api api = new Api(serving.port());
                publish(api, issuer.practiceToken(PRACTICE));
                spendADay(api, token);
                annoy(api, token);
                breakTheLedger(api, token);

                assertNowhere(
                        List.of(new Api(managementPort)
                                .call("GET", "/metrics")
                                .send()
                                .withStatus(200)
                                .body()),
                        secrets);
                List<String> redis = RedisContents.of(inventory);
                assertThat(redis).as("the inventory is in use").hasSizeGreaterThan(3);
                assertNowhere(redis, secrets);
                assertNowhere(redis, numberInBytes());
            }

            assertThat(serving.complained())
                    .as("the access log is on")
                    .anyMatch(line -> line.contains("request answered") && line.contains("/FHIR/R4/Appointment/$hold"))
                    .as("the ledger's complaint was logged")
                    .anyMatch(line -> line.contains("request failed"));
            assertNowhere(serving.complained(), secrets);
            assertNowhere(serving.said(), secrets);
            assertInTheLedgerOnlyWhereItBelongs(secrets);
        }
    }

    /** Everything that a patient does, once; some of it with an answer that the patient would rather not have. */
    private void spendADay(Api api, String token) {
        List<String> slots = api.search(
                        token, PRACTICE, day().toString(), day().plusDays(1).toString())
                .withStatus(200)
                .slots();
        Answer hold = api.hold(token, Bodies.hold(PATIENT, slots.get(0))).send().withStatus(201);
        JsonObject told = Bodies.appointment(PATIENT, slots.get(0)).put("description", DESCRIPTION);
        Answer booked = api.change(token, hold.id(), told).send().withStatus(200);
        JsonObject more = booked.json().put("comment", COMMENT);
        Answer amended = api.change(token, booked.id(), more)
                .ifMatch(booked.etag())
                .send()
                .withStatus(200);
        api.read(token, booked.id()).withStatus(200);
        api.list(token, PATIENT).withStatus(200);
        NhsNumber other = RunningSystem.newPatient();
        api.list(token, other).withStatus(403);
        JsonObject again = Bodies.appointment(PATIENT, slots.get(0)).put("description", DESCRIPTION);
        api.book(token, again).send().refusedAs(409, "conflict", "SLOT_TAKEN");
        JsonObject elsewhere = Bodies.appointment(PATIENT, slots.get(1)).put("description", DESCRIPTION);
        api.book(token, elsewhere).send().refusedAs(422, "business-rule", "PATIENT_OVERLAP");
        api.change(token, booked.id(), Bodies.cancelled(amended.json(), REASON))
                .ifMatch(amended.etag())
                .send()
                .withStatus(200);
        api.book(token, Bodies.appointment(PATIENT, slots.get(2)).put("description", DESCRIPTION))
                .send()
                .withStatus(201);
    }

    /** Requests that are wrong in ways that quote the patient wherever a caller can write something. */
    private void annoy(Api api, String token) {
        String number = PATIENT.digits();
        api.call("GET", "/FHIR/R4/Patient/" + number).token(token).send().withStatus(404);
        api.call("GET", "/FHIR/R4/Appointment/" + number).token(token).send().withStatus(404);
        api.call("GET", "/FHIR/R4/Slot?patient=" + number + "&" + token)
                .token(token)
                .send()
                .withStatus(400);
        api.call("GET", "/FHIR/R4/Slot").token(token).requestId(number).send().withStatus(400);
        api.call("GET", "/FHIR/R4/Slot")
                .token(token + "x")
                .header("X-Correlation-ID", number)
                .send()
                .withStatus(401);
        api.call("GET", "/FHIR/R4/Slot")
                .token(token)
                .header("User-Agent", DESCRIPTION)
                .send()
                .withStatus(400);
        for (String body : List.of("{\"" + DESCRIPTION + "\":1}", "{\"id\":\"" + number, number, DESCRIPTION)) {
            api.call("POST", "/FHIR/R4/Appointment")
                    .token(token)
                    .header("Content-Type", Api.FHIR)
                    .body(body)
                    .send()
                    .withStatus(400);
        }
    }

    private void breakTheLedger(Api api, String token) {
        Stores.execute(ledger, "ALTER TABLE appointment ADD CHECK (description <> '" + UNRECORDABLE + "')");
        List<String> slots = api.search(
                        token, PRACTICE, day().toString(), day().plusDays(1).toString())
                .withStatus(200)
                .slots();
        api.book(token, Bodies.appointment(PATIENT, slots.get(0)).put("description", UNRECORDABLE))
                .send()
                .withStatus(503);
    }

    private void assertInTheLedgerOnlyWhereItBelongs(List<String> secrets) throws SQLException {
        assertThat(columnsWith(PATIENT.digits()))
                .contains("appointment.patient", "appointment_version.patient", "diary.patient", "audit.caller")
                .isSubsetOf(
                        "appointment.patient",
                        "appointment.caller",
                        "appointment.booked_by",
                        "appointment_version.patient",
                        "appointment_version.caller",
                        "appointment_version.booked_by",
                        "diary.patient",
                        "audit.caller");
        assertThat(columnsWith(DESCRIPTION))
                .containsExactlyInAnyOrder("appointment.description", "appointment_version.description");
        assertThat(columnsWith(COMMENT))
                .containsExactlyInAnyOrder("appointment.comment", "appointment_version.comment");
        assertThat(columnsWith(REASON)).containsExactly("appointment.cancel_reason");
        for (String part : secrets.subList(secrets.size() - 2, secrets.size())) {
            assertThat(columnsWith(part)).as("parts of the token").isEmpty();
        }
    }

    /** All columns of all tables, as {@code table.column}, with a value that has this text in it. */
    private Set<String> columnsWith(String text) throws SQLException {
        Set<String> columns = new TreeSet<>();
        try (Connection connection = Stores.connect(ledger);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "SELECT relname FROM pg_class"
                            + " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            assertThat(tables).contains("appointment", "audit", "request", "refusal", "diary");
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT DISTINCT field.key FROM " + table
                        + " AS row_of, jsonb_each_text(to_jsonb(row_of)) AS field WHERE strpos(field.value, '" + text
                        + "') > 0")) {
                    while (rows.next()) {
                        columns.add(table + '.' + rows.getString(1));
                    }
                }
            }
        }
        return columns;
    }

    private static void assertNowhere(List<String> texts, List<String> secrets) {
        for (String secret : secrets) {
            assertThat(texts).noneMatch(text -> text.contains(secret));
        }
    }

    /** What must not be found; the last two are the parts of the token that are not the same for everybody. */
    private static List<String> secretsOf(String token) {
        String[] parts = token.split("\\.", 3);
        return List.of(PATIENT.digits(), "Zebedee", "Philippa", "Quartermaine", "unrecordable", parts[1], parts[2]);
    }

    /** The number as eight and as five bytes, each way round. */
    private static List<String> numberInBytes() {
        byte[] eight = ByteBuffer.allocate(8).putLong(PATIENT.value()).array();
        byte[] five = Arrays.copyOfRange(eight, 3, 8);
        byte[] reversed = {eight[7], eight[6], eight[5], eight[4], eight[3]};
        return List.of(
                new String(five, StandardCharsets.ISO_8859_1), new String(reversed, StandardCharsets.ISO_8859_1));
    }

    private static LocalDate day() {
        return MachineClock.today().plusDays(2);
    }

    /** Of two clinicians, so that the first two slots are at one time. */
    private static void publish(Api api, String token) {
        JsonObject session =
                RunningSystem.session(day(), 6).put("audience", new JsonArray().add("registered-patients"));
        api.publish(token, PRACTICE, "morning", session).withStatus(200);
        api.publish(token, PRACTICE, "other-morning", session.copy().put("clinician", "Dr Other Example"))
                .withStatus(200);
    }

    private List<String> settings(TestIssuer issuer, int managementPort) {
        List<String> settings = new ArrayList<>(RunningSystem.flags(ledger, inventory));
        settings.addAll(issuer.flags());
        settings.add("management.port=" + managementPort);
        return settings;
    }

    private void importPractice(List<String> settings) throws IOException {
        Path list = Files.writeString(
                directory.resolve("practices.csv"),
                "ods_code,name,postcode,sub_icb,pcn,list_size\nZ99001,MARKET SQUARE SURGERY (INVENTED),ZZ99 1AA,,,9200\n");
        StringWriter said = new StringWriter();
        int code = SlotkeeperCommand.commandLine()
                .setOut(new PrintWriter(said, true))
                .execute(commandLine("import", settings, "practices", list.toString()));
        assertThat(code).isZero();
        assertThat(said.toString()).isEqualToIgnoringNewLines("1 practices read, 1 new, 0 changed");
    }

    private String[] commandLine(String command, List<String> settings, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("slotkeeper.yaml"), "gateway:\n  accessLog: true\n");
        List<String> words = new ArrayList<>(List.of(command, "--config", file.toString()));
        settings.forEach(setting -> words.addAll(List.of("--set", setting)));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }
}
