package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** What the same request is answered when something has changed meanwhile. */
final class SameRequestTest {

    /** Why it is refused may be said anew, because it is judged by the appointment as it is; that it is refused stays. */
    @Test
    void aMoveThatWasRefusedIsNotMadeUnderItsIdWhateverHasChanged() {
        try (RunningSystem system = RunningSystem.start()) {
            OdsCode practice = system.practiceWithSlots(3);
            List<String> slots = system.freeOnMonday(practice);
            NhsNumber ann = RunningSystem.newPatient();
            Answer anns = system.booked(ann, practice, slots.get(0));
            NhsNumber ben = RunningSystem.newPatient();
            Answer bens = system.booked(ben, practice, slots.get(1));
            String token = system.api().patientToken(ann, practice);
            UUID request = UUID.randomUUID();
            Api.Call move = system.api()
                    .change(
                            token,
                            anns.id(),
                            Bodies.appointment(ann, slots.get(1)).put("id", anns.id()))
                    .ifMatch(anns.etag())
                    .requestId(request);

            move.send().refusedAs(409, "conflict", "SLOT_TAKEN");
            move.send().refusedAs(409, "conflict", "SLOT_TAKEN");

            JsonObject amended = anns.json().put("comment", "Needs a ramp");
            system.api()
                    .change(token, anns.id(), amended)
                    .ifMatch(anns.etag())
                    .send()
                    .withStatus(200);
            move.send().refusedAs(412, "conflict", "STALE_VERSION");

            system.cancel(ben, practice, bens, bens.etag()).withStatus(200);
            await().until(() -> system.freeOnMonday(practice).contains(slots.get(1)));
            move.send().refusedAs(412, "conflict", "STALE_VERSION");
            assertThat(system.api().read(token, anns.id()).withStatus(200).slot())
                    .isEqualTo(slots.get(0));
        }
    }
}
