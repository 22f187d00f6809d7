package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** Where an operator trusts an issuer that names no practice: {@code identity.patientsWithoutPractice}. */
final class PatientsWithoutPracticeTest {

    @Test
    void whereTheOperatorSaysAnywhereTheyBookAsRegisteredPatientsDo() {
        try (RunningSystem system = RunningSystem.start("identity.patientsWithoutPractice=anywhere")) {
            NhsNumber ann = RunningSystem.newPatient();
            OdsCode practice = system.practiceWithSlots(2);
            List<String> slots = system.freeOnMonday(practice);
            String unnamed = system.api().token("nhs_number=" + ann.digits());

            assertThat(system.api()
                            .search(unnamed, practice, "2037-11-23", "2037-11-24")
                            .withStatus(200)
                            .slots())
                    .isEqualTo(slots);
            system.api()
                    .book(unnamed, Bodies.appointment(ann, slots.get(0)))
                    .send()
                    .withStatus(201);
        }
    }
}
