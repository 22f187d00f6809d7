package org.slotkeeper.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.history.Auditor;
import org.slotkeeper.history.History;
import org.slotkeeper.history.Told;
import org.slotkeeper.history.Wish;
import org.slotkeeper.system.RunningSystem;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.Management;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.Trial;

/** One of two engines is stopped by a signal: the machine takes its connections and what is sent to it, and nobody answers. */
@Trial("an engine that stands still behind a gateway")
final class EngineStandsStillTest {

    private static final String PRACTICE = "Z00001";
    private static final Duration DEADLINE = Duration.ofSeconds(25);
    private static final int BOOKINGS = 12;
    private static final String ONE_LEFT_OUT = "slotkeeper_engines_left_out 1.0";
    private static final String NONE_LEFT_OUT = "slotkeeper_engines_left_out 0.0";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void everybodyIsAnsweredByTheOtherEngineAndTheOneThatStoodStillIsAskedAgainWhenItGoesOn() throws IOException {
        try (Rig rig = Rig.start(directory, PlantedBugs.NONE, DEADLINE);
                History history = new History(directory.resolve("still.ndjson"))) {
            LocalDate day = Round.firstDay();
            rig.register(List.of(PRACTICE));
            List<String> slots = SetUp.untilDone(() -> rig.doors()
                    .publish(rig.practiceToken(PRACTICE), PRACTICE, "morning", RunningSystem.session(day, 24), 0));

            rig.engine(0).stand();
            List<Told> told = new ArrayList<>();
            for (int nth = 0; nth < BOOKINGS; nth++) {
                search(rig, day);
                Wish wish = books(NhsNumber.ofDemonstration(900_001 + nth), slots.get(nth));
                told.add(history.send(wish, () -> rig.doors().send(wish, 0).told()));
            }

            assertThat(told).extracting(Told::verdict).containsOnly(Told.Verdict.DONE);
            assertThat(meters(rig)).contains(ONE_LEFT_OUT);

            rig.engine(0).goOn();
            Deadline deadline = Deadline.in(Patience.LONG);
            while (!meters(rig).contains(NONE_LEFT_OUT)) {
                search(rig, day);
                deadline.pause("the engine to be asked again");
            }
            assertThat(Auditor.judge(history.sendings(), rig.ledgerContents(List.of(PRACTICE)), false))
                    .isEmpty();
        }
    }

    private static void search(Rig rig, LocalDate day) throws IOException {
        assertThat(rig.doors()
                        .search(
                                NhsNumber.ofDemonstration(900_001).digits(),
                                PRACTICE,
                                day.toString(),
                                day.plusDays(1).toString(),
                                0))
                .isNotNull();
    }

    private static String meters(Rig rig) {
        return Management.meters(rig.gateway(0).managementPort());
    }

    private static Wish books(NhsNumber patient, String slot) {
        String body = Bodies.appointment(patient, "Slot/" + slot).encode();
        return new Wish(UUID.randomUUID(), Wish.Kind.BOOK, patient.digits(), PRACTICE, List.of(slot), "", "", body);
    }
}
