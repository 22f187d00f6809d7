package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.BodyKind;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Operations;
import org.slotkeeper.api.Parameter;
import org.slotkeeper.api.Parameter.Type;
import org.slotkeeper.api.Routes;
import org.slotkeeper.gateway.Stage;
import org.slotkeeper.gateway.Wire;
import org.slotkeeper.testing.AllRoutes;

/**
 * An operation and a search parameter that are declared at one place are found at all others: real
 * doors, a gateway before an engine, know no more of them than what stands here.
 */
class DeclaredOperationTest {

    private static final Parameter SUBJECT = Parameter.documented("subject", Type.REFERENCE, "Whose letters. Required.")
            .alsoAs("patient");
    private static final Operation SEARCH = Operation.get("LETTER_SEARCH", "/FHIR/R4/DocumentReference")
            .parameters(SUBJECT, ResultParameters.FORMAT)
            .documented("A search finds letters.")
            .declared();
    private static final Operation SEND = Operation.post("LETTER_SEND", "/FHIR/R4/DocumentReference")
            .body(BodyKind.FHIR)
            .repeatable()
            .documented("Create sends one.")
            .declared();
    private static final Operation SHRED =
            Operation.delete("LETTER_SHRED", "/FHIR/R4/DocumentReference/{id}").declared();
    private static final Operation SEAL = Operation.post("LETTER_SEAL", "/FHIR/R4/DocumentReference/$seal")
            .open()
            .documented("Seals all.")
            .declared();

    private final Routes routes = withLetters();
    private final Stage stage = new Stage(routes);
    private final int engine = stage.front(new Operations(routes, handlers())).port();
    private final int gateway = stage.gateway(engine).port();
    private final String bearer = "Authorization: Bearer " + stage.patientToken() + "\r\n";

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void itIsMatchedAndAllowedAtTheDoor() throws IOException {
        assertThat(ask("DELETE /FHIR/R4/DocumentReference/17", bearer)).contains(" 200 ", "LETTER_SHRED [17]");
        assertThat(ask("POST /FHIR/R4/DocumentReference/$seal", "")).contains(" 200 ", "LETTER_SEAL []");
        assertThat(ask("GET /FHIR/R4/DocumentReference?subject=a", "")).contains(" 401 ");
        assertThat(ask("PUT /FHIR/R4/DocumentReference", bearer))
                .contains(" 405 ", "Allow: GET, HEAD, OPTIONS, POST\r\n");
        assertThat(ask("OPTIONS /FHIR/R4/DocumentReference/17", "")).contains(" 204 ", "Allow: DELETE, OPTIONS\r\n");
    }

    @Test
    void itsParametersAreTheOnesThatAreTaken() throws IOException {
        String path = "GET /FHIR/R4/DocumentReference?";

        assertThat(ask(path + "subject=a&patient=b", bearer)).contains(" 200 ", "LETTER_SEARCH [a, b]");
        assertThat(ask(path + "author=a", bearer)).contains(" 400 ", "INVALID_PARAMETER", "author");
        assertThat(ask(path + "subject:exact=a", bearer)).contains(" 400 ", "no such modifier here");
        // Who takes a form by a parameter may accept whatever it says in the header.
        assertThat(ask(path + "subject=a&_format=json", bearer + "Accept: text/html\r\n"))
                .contains(" 200 ");
        assertThat(ask(path + "subject=a", bearer + "Accept: text/html\r\n")).contains(" 406 ");
    }

    @Test
    void itsBodyIsOfTheKindThatItTakes() throws IOException {
        String post = "POST /FHIR/R4/DocumentReference";

        assertThat(ask(post, bearer + "Content-Type: application/fhir+json\r\n", "{}"))
                .contains(" 200 ", "LETTER_SEND");
        assertThat(ask(post, bearer + "Content-Type: text/csv\r\n", "{}")).contains(" 415 ");
        assertThat(ask("DELETE /FHIR/R4/DocumentReference/17", bearer, "{}")).contains(" 400 ", "takes no body");
    }

    @Test
    void itIsCountedUnderItsName() throws IOException {
        assertThat(ask("GET /FHIR/R4/DocumentReference?subject=a", bearer)).contains(" 200 ");
        assertThat(ask("GET /FHIR/R4/DocumentReference?author=a", bearer)).contains(" 400 ");

        assertThat(stage.meters.scrape())
                .contains(
                        "slotkeeper_http_requests_seconds_count{route=\"letter_search\",status=\"200\"} 2",
                        "slotkeeper_http_requests_seconds_count{route=\"letter_search\",status=\"400\"} 2");
    }

    @Test
    void whatMayBeSentTwiceIsSentOnByAGatewayOnceMore() throws IOException {
        AtomicInteger times = new AtomicInteger();
        int stopping = stage.origin((socket, request) -> {
            times.incrementAndGet();
            return socket.close();
        });
        int before = stage.gateway(stopping).port();

        assertThat(ask(before, "POST /FHIR/R4/DocumentReference", bearer + "Content-Type: application/json\r\n", "{}"))
                .contains(" 503 ", "OUTCOME_UNKNOWN");
        assertThat(times).hasValue(2);
        assertThat(ask(before, "DELETE /FHIR/R4/DocumentReference/17", bearer, ""))
                .contains(" 503 ", "OUTCOME_UNKNOWN");
        assertThat(times).hasValue(3);
        assertThat(ask(before, "GET /FHIR/R4/DocumentReference", bearer, "")).contains(" 503 ", "STORE_AWAY");
        assertThat(times).hasValue(5);
    }

    /** Each answers a second sending under its request id as the first: {@code system} has the tests of that. */
    @Test
    void everyWriteThatThereIsMayBeSentTwice() {
        assertThat(AllRoutes.operations())
                .filteredOn(operation -> !operation.isRead() && !operation.isOpen())
                .hasSizeGreaterThan(5)
                .allMatch(Operation::isRepeatable);
    }

    @Test
    void theCapabilityStatementSaysOfItWhatItSaysOfItself() throws IOException {
        String answer = ask("GET /FHIR/R4/metadata", "");
        JsonArray resources = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n")))
                .getJsonArray("rest")
                .getJsonObject(0)
                .getJsonArray("resource");

        assertThat(resources.getJsonObject(resources.size() - 1)).isEqualTo(new JsonObject("""
                                {"type": "DocumentReference",
                                 "documentation": "A search finds letters. Create sends one.",
                                 "interaction": [{"code": "create"}, {"code": "delete"}, {"code": "search-type"}],
                                 "searchParam": [{"name": "subject", "type": "reference", "documentation": "Whose letters. Required."}],
                                 "operation": [{"name": "seal",
                                                "definition": "https://slotkeeper.org/fhir/OperationDefinition/seal",
                                                "documentation": "Seals all."}]}
                                """));
    }

    private static Routes withLetters() {
        List<Operation> operations = new ArrayList<>(AllRoutes.operations());
        operations.addAll(List.of(SEARCH, SEND, SHRED, SEAL));
        return Routes.of(operations);
    }

    private List<Map<Operation, Engine>> handlers() {
        OperationOutcomes outcomes = new OperationOutcomes();
        Map<Operation, Engine> others = new HashMap<>();
        routes.operations().forEach(operation -> others.put(operation, request -> told(request, request.values())));
        others.remove(FhirApi.METADATA);
        others.put(
                SEARCH,
                Answering.checked(request -> told(request, new QueryParameters(request).all(SUBJECT)), outcomes));
        return List.of(new Metadata(Desk.SETTINGS, routes.operations()).handlers(), others);
    }

    private static Future<EngineAnswer> told(EngineRequest request, List<String> what) {
        return Future.succeededFuture(new EngineAnswer(200, Map.of(), Buffer.buffer(request.route() + " " + what), ""));
    }

    private String ask(String line, String headers) throws IOException {
        return ask(line, headers, "");
    }

    private String ask(String line, String headers, String body) throws IOException {
        return ask(gateway, line, headers, body);
    }

    private static String ask(int port, String line, String headers, String body) throws IOException {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        return Wire.exchange(
                port, line + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + headers + length + "\r\n" + body);
    }
}
