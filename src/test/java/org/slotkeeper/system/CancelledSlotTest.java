package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** A slot that is booked and cancelled at once comes back by what the booking and its cancellation do, whichever of them is told first. */
final class CancelledSlotTest {

    private static final int SLOTS = 8;
    private static final int ROUNDS = 40;

    /** Each event loop ends the claims of its own bookings, so that a cancellation over another engine may come before the end of its booking's. The clock stands still and nobody looks for differences: what waits for the end of a lease, or for a repair, never comes back. */
    @Test
    void aSlotThatIsBookedOverOneEngineAndCancelledOverAnotherComesBackByItself() {
        try (RunningSystem one = RunningSystem.start("reconcile.continuously=false");
                RunningSystem other =
                        RunningSystem.start(one.ledger(), RunningSystem.NOW, 2, "reconcile.continuously=false")) {
            OdsCode practice = one.practiceWithSlots(SLOTS);
            List<String> wanted = one.freeOnMonday(practice);
            // The same patients each time: what they have cancelled is not in their way either.
            List<NhsNumber> patients = IntStream.range(0, SLOTS)
                    .mapToObj(nth -> RunningSystem.newPatient())
                    .toList();
            List<String> bookers = tokens(one, practice, patients);
            List<String> cancellers = tokens(other, practice, patients);
            for (int round = 0; round < ROUNDS; round++) {
                List<CompletableFuture<Answer>> begun = IntStream.range(0, SLOTS)
                        .mapToObj(nth -> one.api()
                                .book(bookers.get(nth), Bodies.appointment(patients.get(nth), wanted.get(nth)))
                                .untilAnswered()
                                .thenCompose(booked -> cancelling(other, cancellers.get(nth), booked)))
                        .toList();
                assertThat(begun.stream().map(CompletableFuture::join))
                        .allSatisfy(cancelled -> cancelled.withStatus(200));
                await().until(() -> one.freeOnMonday(practice), wanted::equals);
            }
        }
    }

    private static List<String> tokens(RunningSystem system, OdsCode practice, List<NhsNumber> patients) {
        return patients.stream()
                .map(patient -> system.api().patientToken(patient, practice))
                .toList();
    }

    private static CompletableFuture<Answer> cancelling(RunningSystem system, String token, Answer booked) {
        booked.withStatus(201);
        return system.api()
                .change(token, booked.id(), Bodies.cancelled(booked.json(), "Feeling better"))
                .ifMatch(booked.etag())
                .untilAnswered();
    }
}
