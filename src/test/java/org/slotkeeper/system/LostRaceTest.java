package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.Stores;

/** Whoever loses a race is told so by the inventory alone: the ledger is not asked, not even once. Counted by the meters of its calls. */
final class LostRaceTest {

    private static final int RIVALS = 300;

    @Test
    void aLostRaceTouchesTheLedgerNotAtAll() {
        try (RunningSystem system = RunningSystem.start()) {
            OdsCode practice = system.practiceWithSlots(3);
            String wanted = system.freeOnMonday(practice).get(0);
            Answer won = system.booked(RunningSystem.newPatient(), practice, wanted);
            Api management = new Api(system.running().managementPort());
            long before = ledgerCalls(management);
            List<CompletableFuture<Answer>> asked = IntStream.range(0, RIVALS)
                    .mapToObj(nth -> {
                        NhsNumber rival = RunningSystem.newPatient();
                        return system.api()
                                .book(system.api().patientToken(rival, practice), Bodies.appointment(rival, wanted))
                                .sendAsync();
                    })
                    .toList();
            List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();

            assertThat(answers).allSatisfy(answer -> answer.refusedAs(409, "conflict", "SLOT_TAKEN"));
            assertThat(ledgerCalls(management)).isEqualTo(before);
            assertThat(won.slot()).isEqualTo(wanted);
        }
    }

    /** Nor is it waited for: a ledger that answers nobody keeps no rival from his answer, when the slot was taken just now and long ago. */
    @Test
    void aLostRaceIsToldWhileTheLedgerIsLocked() throws SQLException {
        try (RunningSystem system = RunningSystem.start();
                Connection other = Stores.connect(system.ledger());
                Statement statement = other.createStatement()) {
            OdsCode practice = system.practiceWithSlots(3);
            String wanted = system.freeOnMonday(practice).get(0);
            system.booked(RunningSystem.newPatient(), practice, wanted);
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE request, refusal, diary, occupancy, appointment, appointment_version, audit"
                    + " IN ACCESS EXCLUSIVE MODE");

            assertThat(rivals(system, practice, wanted))
                    .allSatisfy(answer -> answer.refusedAs(409, "conflict", "SLOT_TAKEN"));
            system.clock().pass(Duration.ofHours(6));
            assertThat(rivals(system, practice, wanted))
                    .allSatisfy(answer -> answer.refusedAs(409, "conflict", "SLOT_TAKEN"));
            other.rollback();
        }
    }

    private static List<Answer> rivals(RunningSystem system, OdsCode practice, String wanted) {
        return IntStream.range(0, 8)
                .mapToObj(nth -> RunningSystem.newPatient())
                .map(rival -> system.api()
                        .book(system.api().patientToken(rival, practice), Bodies.appointment(rival, wanted))
                        .sendAsync())
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static Answer book(RunningSystem system, OdsCode practice, String slot) {
        return system.book(RunningSystem.newPatient(), practice, slot);
    }

    /** Of the statements that appointments are made, changed, refused and looked up by; the upkeep goes on meanwhile with others. */
    private static long ledgerCalls(Api management) {
        String metrics =
                management.call("GET", "/metrics").send().withStatus(200).body();
        List<String> counted = metrics.lines()
                .filter(line -> line.startsWith("slotkeeper_store_calls_seconds_count"))
                .filter(line -> line.contains("store=\"postgres\"") && line.contains("call=\"ledger_"))
                .toList();
        assertThat(counted).anyMatch(line -> line.contains("ledger_book"));
        return counted.stream()
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
