package org.slotkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;

/** F50: patients whose connection breaks at any moment of their booking. */
final class ClientGoneTest {

    private static final int PATIENTS = 40;
    private static final long MICROSECONDS_LATER = 150;

    private static RunningSystem system;
    private static Api api;

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
        api = system.api();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private record Patient(NhsNumber number, String token, String slot, UUID requestId) {
        Api.Call booking() {
            return api.book(token, Bodies.appointment(number, slot)).requestId(requestId);
        }

        /** Sends the whole request and breaks the connection, sooner or later, without having read anything. */
        void askAndVanish(long microseconds) {
            byte[] body = Bodies.appointment(number, slot).encode().getBytes(StandardCharsets.UTF_8);
            String head = "POST /FHIR/R4/Appointment HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                    + "\r\nContent-Type: " + Api.FHIR + "\r\nX-Request-ID: " + requestId + "\r\nContent-Length: "
                    + body.length + "\r\n\r\n";
            URI base = URI.create(api.base());
            try (Socket socket = new Socket(base.getHost(), base.getPort())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(body);
                LockSupport.parkNanos(microseconds * 1_000);
            } catch (IOException cause) {
                throw new IllegalStateException("the request was not sent", cause);
            }
        }
    }

    @Test
    void aBookingWhoseClientIsGoneIsMadeOnceOrNotAtAllAndIsFoundUnderItsRequestId() {
        OdsCode practice = system.practiceWithSlots(PATIENTS);
        List<String> slots = system.freeOnMonday(practice);
        List<Patient> patients = slots.stream()
                .map(slot -> {
                    NhsNumber number = RunningSystem.newPatient();
                    return new Patient(number, api.patientToken(number, practice), slot, UUID.randomUUID());
                })
                .toList();

        for (int nth = 0; nth < PATIENTS; nth++) {
            patients.get(nth).askAndVanish(nth * MICROSECONDS_LATER);
        }

        for (Patient patient : patients) {
            Answer booked = await().until(() -> patient.booking().send(), answer -> answer.status() == 201);
            assertThat(booked.slot()).isEqualTo(patient.slot());
        }
        assertThat(system.count("SELECT count(*) FROM appointment WHERE practice = '" + practice.value() + "'"))
                .isEqualTo(PATIENTS);
        assertThat(system.freeOnMonday(practice)).isEmpty();
    }
}
