package org.slotkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.fhir.FhirApi;
import org.slotkeeper.testing.AllRoutes;

/** By which methods a path can be asked for, and in which form it is answered. */
final class NegotiationTest {

    private static Stage stage;
    private static int port;
    private static String bearer;

    @BeforeAll
    static void start() {
        stage = new Stage();
        port = stage.front(stage.echo()).port();
        bearer = "Authorization: Bearer " + stage.patientToken();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @BeforeEach
    void forget() {
        stage.asked.clear();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/FHIR/R4/metadata; GET, HEAD, OPTIONS",
                "/FHIR/R4/Slot; GET, HEAD, OPTIONS",
                "/FHIR/R4/Appointment; GET, HEAD, OPTIONS, POST",
                "/FHIR/R4/Appointment/x; GET, HEAD, OPTIONS, PUT",
                "/FHIR/R4/Appointment/$hold; OPTIONS, POST",
                "/publish/A81001/sessions/x; DELETE, OPTIONS, PUT",
                "/demo/token; OPTIONS, POST"
            })
    void aPathSaysItsOwnMethods(String path, String allowed) throws IOException {
        String options = ask("OPTIONS " + path);
        assertThat(options).startsWith("HTTP/1.1 204 ").endsWith("\r\n\r\n");
        assertThat(header(options, "Allow")).isEqualTo(allowed);
        assertThat(header(options, "Content-Length") + header(options, "Transfer-Encoding"))
                .isEmpty();
        assertThat(header(options, "Cache-Control")).isEqualTo("no-store");
        for (String method : List.of("PATCH", "TRACE", "LINK")) {
            String refused = ask(method + " " + path);
            assertThat(refused).startsWith("HTTP/1.1 405 ");
            assertThat(new JsonObject(refused.substring(refused.indexOf("\r\n\r\n"))).getString("resourceType"))
                    .isEqualTo("OperationOutcome");
            assertThat(header(refused, "Allow")).isEqualTo(allowed);
        }
        assertThat(stage.asked).isEmpty();
    }

    /** Where several are declared for one path, all of them. */
    @ParameterizedTest
    @MethodSource
    void everyPathSaysTheMethodsThatAreDeclaredForIt(String path, Set<String> declared) throws IOException {
        assertThat(header(ask("OPTIONS " + path), "Allow").split(", ")).containsExactlyInAnyOrderElementsOf(declared);
        assertThat(header(ask("PATCH " + path), "Allow").split(", ")).containsExactlyInAnyOrderElementsOf(declared);
    }

    static Stream<Arguments> everyPathSaysTheMethodsThatAreDeclaredForIt() {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (Operation operation : AllRoutes.operations()) {
            Set<String> known = methods.computeIfAbsent(
                    operation.template().replaceAll("\\{[a-z]+}", "x"), path -> new TreeSet<>(List.of("OPTIONS")));
            known.add(operation.method().name());
            if (operation.method() == Operation.Method.GET) {
                known.add("HEAD");
            }
        }
        return methods.entrySet().stream().map(path -> Arguments.of(path.getKey(), path.getValue()));
    }

    @Test
    void optionsWithABodyLeaveTheConnectionInUse() throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send("OPTIONS /FHIR/R4/Slot HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(wire.readOne()).startsWith("HTTP/1.1 204 ");
            wire.send("GET /FHIR/R4/metadata HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(wire.readOne()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void headIsAnsweredAsGetWithoutTheBody() throws IOException {
        String got = ask("GET /FHIR/R4/Slot?a=b", bearer);
        String head = ask("HEAD /FHIR/R4/Slot?a=b", bearer);

        assertThat(head).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
        for (String name : List.of("Content-Length", "Content-Type", "ETag", "Cache-Control")) {
            assertThat(header(head, name)).as(name).isNotEmpty().isEqualTo(header(got, name));
        }
        assertThat(stage.asked)
                .extracting(request -> request.route().operation())
                .containsOnly(FhirApi.SLOT_SEARCH);
        assertThat(ask("HEAD /FHIR/R4/Slot")).startsWith("HTTP/1.1 401 ").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; 200",
                "*/*; 200",
                "application/*; 200",
                "application/json; 200",
                "text/json; 200",
                "APPLICATION/FHIR+JSON; 200",
                "application/fhir+json; charset=utf-8, text/html; 200",
                "application/fhir+xml;q=1.0, application/fhir+json;q=0.1; 200",
                "text/html, */*;q=0.1; 200",
                "application/json;q=0, */*; 200",
                "application/fhir+json;q=0, application/json; 200",
                "application/fhir+json; fhirVersion=4.0; 200",
                "', ,'; 200",
                "application/fhir+json;q=0, */*; 406",
                "application/*;q=0, */*; 406",
                "*/*;q=0.000; 406",
                "application/fhir+json; fhirVersion=3.0; 406",
                "application/fhir+xml; 406",
                "text/*; 406",
                "text/html, application/xml;q=0.9; 406"
            })
    void acceptIsReadAsHttpSays(String line) throws IOException {
        int last = line.lastIndexOf(';');
        String accept = line.substring(0, last).replace("'", "");
        int status = Integer.parseInt(line.substring(last + 1).trim());

        assertThat(ask("GET /FHIR/R4/Slot", bearer, "Accept: " + accept)).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void aFormatInTheQueryWinsOverAccept() throws IOException {
        String xml = "Accept: application/fhir+xml";

        assertThat(ask("GET /FHIR/R4/Slot?_format=json", bearer, xml)).startsWith("HTTP/1.1 200 ");
        assertThat(ask("GET /FHIR/R4/Slot?_format=", bearer, xml)).startsWith("HTTP/1.1 406 ");
        assertThat(ask("GET /publish/A81001?_format=json", bearer, xml)).startsWith("HTTP/1.1 406 ");
    }

    private static String ask(String firstLine, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(firstLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return Wire.exchange(port, request + "\r\n");
    }

    private static String header(String answer, String name) {
        for (String line : answer.substring(0, answer.indexOf("\r\n\r\n")).split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                return line.substring(name.length() + 1).trim();
            }
        }
        return "";
    }
}
