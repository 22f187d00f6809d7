package org.slotkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.London;
import org.slotkeeper.system.RunningSystem;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;

/** {@code slotkeeper reconcile}, beside an engine that is running, as an operator or a script meets it. */
final class ReconcileCommandTest {

    private static final Instant NOW = MachineClock.now();
    private static final LocalDate DAY = London.dayOf(NOW).plusDays(3);

    @TempDir
    private Path directory;

    private RunningSystem system;
    private OdsCode practice;
    private OdsCode other;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void twoPracticesThatAreInOrder() {
        system = RunningSystem.startAt(NOW, "reconcile.continuously=false");
        practice = published();
        other = published();
        assertThat(reconcile()).isZero();
        assertThat(out.toString()).contains("2 practices reconciled, 0 not yet in the inventory: no drift");
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private OdsCode published() {
        OdsCode made = system.newPractice();
        system.publish(made, "morning", RunningSystem.session(DAY, 6));
        Awaitility.await().until(() -> !free(made).isEmpty());
        return made;
    }

    private List<String> free(OdsCode of) {
        String token = system.api().patientToken(RunningSystem.newPatient(), of);
        return system.api()
                .search(token, of, DAY.toString(), DAY.plusDays(1).toString())
                .withStatus(200)
                .slots();
    }

    private void withhold(OdsCode of, int ordinal) {
        String key = "{" + of + "}:" + DAY.format(DateTimeFormatter.BASIC_ISO_DATE);
        assertThat(RedisTalk.say(Stores.redis(), "SETBIT", key, Integer.toString(ordinal), "0"))
                .containsExactly("1");
    }

    private int reconcile(String... more) {
        List<String> arguments = new ArrayList<>(List.of("reconcile", "--config", config()));
        RunningSystem.flags(system.ledger(), Stores.redis()).forEach(flag -> arguments.addAll(List.of("--set", flag)));
        arguments.addAll(List.of("--set", "reconcile.pause=PT0.1S"));
        arguments.addAll(List.of(more));
        out = new StringWriter();
        err = new StringWriter();
        return SlotkeeperCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private String config() {
        try {
            return Files.writeString(directory.resolve("slotkeeper.yaml"), "reconcile: {repair: false}\n")
                    .toString();
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Test
    void driftIsReportedAndThenRepaired() {
        withhold(practice, 2);

        assertThat(reconcile("--report")).isEqualTo(ExitCodes.DRIFT);
        assertThat(out.toString())
                .containsPattern("TAKEN_BUT_FREE +1 +1 +0 +1 +" + practice + "-\\d{8}-002")
                .contains("drift remains");
        assertThat(free(practice)).hasSize(5);
        assertThat(reconcile()).as("the configuration says no").isEqualTo(ExitCodes.DRIFT);

        assertThat(reconcile("--repair")).isZero();
        assertThat(out.toString())
                .containsPattern("TAKEN_BUT_FREE +1 +1 +1 +0 +")
                .contains("no drift is left");
        assertThat(free(practice)).hasSize(6);
        assertThat(reconcile("--report")).isZero();
    }

    @Test
    void onlyThePracticesThatAreNamedAreLookedAt() {
        withhold(other, 2);

        assertThat(reconcile("--practice", practice.value())).isZero();
        assertThat(reconcile("--practice", practice.value(), "--practice", other.value()))
                .isEqualTo(ExitCodes.DRIFT);
    }

    @Test
    void programsReadJson() {
        withhold(other, 2);
        withhold(practice, 3);

        assertThat(reconcile("--json")).isEqualTo(ExitCodes.DRIFT);
        assertThat(out.toString()).hasLineCount(1);
        JsonObject answer = new JsonObject(out.toString());
        assertThat(answer.getInteger("practices")).isEqualTo(2);
        JsonObject drift = answer.getJsonArray("drift").getJsonObject(0);
        assertThat(drift.getString("kind")).isEqualTo("TAKEN_BUT_FREE");
        assertThat(drift.getJsonArray("practices")).containsExactlyInAnyOrder(practice.value(), other.value());
        assertThat(List.of(drift.getInteger("found"), drift.getInteger("repaired"), drift.getInteger("remaining")))
                .containsExactly(2, 0, 2);
    }

    @Test
    void whatIsWrongInTheLedgerRemainsWhateverIsAskedFor() {
        Stores.execute(
                system.ledger(),
                "INSERT INTO request VALUES ('" + practice + "', gen_random_uuid(), 1, '" + DAY
                        + "', 'abcdefghijklmnopqrstuvwxyz', 1, now())");

        assertThat(reconcile("--repair")).isEqualTo(ExitCodes.DRIFT);
        assertThat(out.toString()).containsPattern("REQUEST_WITHOUT_EFFECT +1 +1 +0 +1 ");
        assertThat(reconcile("--practice", other.value())).isZero();
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLine() {
        assertThat(reconcile("--practice", "NOBODY")).isEqualTo(ExitCodes.FAULT);
        assertThat(err.toString()).contains("nothing is published by [NOBODY]").hasLineCount(1);
        assertThat(reconcile("--practice", "no code")).isEqualTo(ExitCodes.USAGE);
        assertThat(reconcile("--report", "--repair")).isEqualTo(ExitCodes.USAGE);
    }
}
