package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ElementMatchTest {

    /** These words are in what is kept of a request, so that a retry is known again by them after an upgrade: they are not changed. */
    @Test
    void eachSimpleValueIsWrittenWithTheWayToIt() {
        JsonObject said = new JsonObject("""
                {"minutesDuration": 20, "created": "2026-11-22",
                 "serviceType": [{"text": "Acute", "coding": [{"userSelected": true}]}]}
                """);
        List<String> words = new ArrayList<>();

        ElementMatch.collectWords("Appointment", said.getMap(), words);

        assertThat(words)
                .containsExactly(
                        "Appointment.minutesDuration=20",
                        "Appointment.created=2026-11-22",
                        "Appointment.serviceType[0].text=Acute",
                        "Appointment.serviceType[0].coding[0].userSelected=true");
    }
}
