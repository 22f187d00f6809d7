package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.api.fhir.Desk.ANN;
import static org.slotkeeper.api.fhir.Desk.BEN;
import static org.slotkeeper.api.fhir.Desk.BEN_HIMSELF;
import static org.slotkeeper.api.fhir.Desk.id;
import static org.slotkeeper.api.fhir.Desk.json;
import static org.slotkeeper.api.fhir.Desk.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.EngineAnswer;

/** What we write, word for word: a change of it is a change of the contract, and is seen in a file. To accept one, run the test once with {@code -Dgolden.write=true}. */
final class GoldenTest {

    private static final Path FILES = Path.of("src/test/resources/fhir");
    private static final String MONDAY =
            "schedule.actor=HealthcareService/A81001&start=ge2026-11-23&start=lt2026-11-24&status=free";

    private final Desk desk = new Desk();
    private final String eight = slot(Books.MONDAY, 0);

    @Test
    void aSearchWithSchedules() throws IOException {
        requireGolden("search-with-schedules", desk.search(MONDAY + "&service-type=Flu clinic&_include=Slot:schedule"));
    }

    @Test
    void aPageOfASearch() throws IOException {
        requireGolden("search-page", desk.search(MONDAY + "&_count=2"));
    }

    @Test
    void aSearchThatFindsNothing() throws IOException {
        requireGolden("search-embargoed", desk.search(MONDAY + "&appointment-type=Telephone"));
    }

    @Test
    void aHold() throws IOException {
        requireGolden("hold", desk.hold(Bodies.hold(ANN, eight).encode()));
    }

    @Test
    void aBookedAppointment() throws IOException {
        requireGolden("booked", booked());
    }

    @Test
    void aCancelledAppointment() throws IOException {
        EngineAnswer booked = booked();
        requireGolden(
                "cancelled",
                desk.with("if-match", "W/\"1\"")
                        .put(
                                id(booked),
                                Bodies.cancelled(json(booked), "Better").encode()));
    }

    @Test
    void aList() throws IOException {
        assertThat(booked().status()).isEqualTo(201);
        requireGolden("list", desk.list("patient:identifier=https://fhir.nhs.uk/Id/nhs-number|" + ANN.digits()));
    }

    @Test
    void aTakenSlot() throws IOException {
        assertThat(booked().status()).isEqualTo(201);
        requireGolden(
                "slot-taken",
                desk.as(BEN_HIMSELF).book(Bodies.appointment(BEN, eight).encode()));
    }

    @Test
    void aMalformedBody() throws IOException {
        requireGolden("malformed", desk.book("{\"resourceType\":\"Appointment\",\"isAdmin\":true}"));
    }

    @Test
    void theCapabilities() throws IOException {
        requireGolden("capabilities", desk.metadata());
    }

    private EngineAnswer booked() {
        return desk.book(Bodies.but(Bodies.appointment(ANN, eight), appointment -> appointment
                .put("description", "Knee")
                .put("comment", "Caf\u00e9 \"\ud83d\ude42\"\nsecond line")));
    }

    private static void requireGolden(String name, EngineAnswer answer) throws IOException {
        R4.requireValid(answer);
        String written = json(answer).encodePrettily() + '\n';
        Path file = FILES.resolve(name + ".json");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, written);
        }
        assertThat(written).isEqualTo(Files.readString(file));
    }
}
