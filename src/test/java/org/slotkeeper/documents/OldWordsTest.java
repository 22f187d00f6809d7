package org.slotkeeper.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.system.Answer;
import org.slotkeeper.system.Api;
import org.slotkeeper.system.RunningSystem;
import org.slotkeeper.testing.Stores;

/** Words that a version before this one stored as they were sent, with spaces too many and letters in pieces, are the same as the tidied ones. */
final class OldWordsTest {

    private static final String TOMORROW = RunningSystem.MONDAY.plusDays(1).toString();

    @Test
    void slotsAndAppointmentsWithThemAreFoundRepublishedAndCancelled() {
        try (RunningSystem system = RunningSystem.start()) {
            Api api = system.api();
            NhsNumber ann = RunningSystem.newPatient();
            OdsCode practice = system.newPractice();
            JsonObject session = RunningSystem.session(RunningSystem.MONDAY, 6).put("clinician", "Dr Zo\u00EB");
            List<String> slots = system.publish(practice, "morning", session);
            String token = api.patientToken(ann, practice);
            JsonObject body = Bodies.appointment(ann, slots.get(0))
                    .put("description", "knee")
                    .put("comment", "Zo\u00EB");
            api.book(token, body).send().withStatus(201);
            Stores.execute(
                    system.ledger(),
                    "UPDATE care SET clinician = U&'Dr  Zoe\\0308 ', service_type = U&'General\\00A0Consultation Acute ' WHERE practice = '"
                            + practice + "'");
            Stores.execute(
                    system.ledger(),
                    "UPDATE appointment SET description = 'knee ', comment = U&'Zoe\\0308\\00A0' WHERE practice = '"
                            + practice + "'");

            Answer again = api.publish(api.practiceToken(practice), practice, "morning", session)
                    .withStatus(200);
            assertThat(again.json().getInteger("layoutVersion")).isEqualTo(1);
            Answer found = api.search(
                    token,
                    practice,
                    RunningSystem.MONDAY.toString(),
                    TOMORROW,
                    "service-type=general%20consultation%20acute");
            assertThat(found.withStatus(200).slots()).isEqualTo(slots.subList(1, 6));

            JsonObject listed = api.call(
                            "GET", "/FHIR/R4/Appointment?patient:identifier=" + Api.NHS_NUMBER + "%7C" + ann.digits())
                    .token(token)
                    .send()
                    .withStatus(200)
                    .resources("Appointment")
                    .get(0);
            Answer read = api.read(token, listed.getString("id")).withStatus(200);
            assertThat(read.json().getString("description")).isEqualTo("knee");
            assertThat(read.json().getString("comment")).isEqualTo("Zo\u00EB");
            JsonObject asStored = Bodies.cancelled(read.json(), "Feeling better")
                    .put("description", "knee ")
                    .put("serviceType", read.json().getJsonArray("serviceType"));
            asStored.getJsonArray("serviceType").getJsonObject(0).put("text", "General\u00A0Consultation Acute ");
            api.change(token, read.id(), asStored).ifMatch(read.etag()).send().withStatus(200);
        }
    }
}
