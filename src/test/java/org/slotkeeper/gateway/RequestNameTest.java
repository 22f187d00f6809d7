package org.slotkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request is known by, whatever proxies on its way have called it. */
final class RequestNameTest {

    private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final String DIGITS = "0f8fad5bd9cb469fa16570867728950e";
    private static final String PROXYS_OWN = "Root=1-67891233-abcdef012345678912345678";

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

    private static String read(String... headers) throws IOException {
        return Wire.exchange(port, "GET /FHIR/R4/metadata HTTP/1.1\r\n" + head(headers) + "\r\n");
    }

    private static String write(String... headers) throws IOException {
        return Wire.exchange(
                port,
                "POST /FHIR/R4/Appointment HTTP/1.1\r\nContent-Type: application/fhir+json\r\nContent-Length: 2\r\n"
                        + head(headers) + bearer + "\r\n\r\n{}");
    }

    private static String head(String... headers) {
        return "Host: localhost\r\nConnection: close\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n");
    }

    private static String echoed(String answer) {
        return answer.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("x-request-id: "))
                .findFirst()
                .orElseThrow()
                .substring("x-request-id: ".length());
    }

    private static UUID askedAs() {
        return stage.asked.get(0).requestId();
    }

    /** As ingress-nginx makes them. */
    @Test
    void theDigitsOfAUuidAreOne() throws IOException {
        assertThat(echoed(read("X-Request-ID: " + DIGITS))).isEqualTo(DIGITS);
        assertThat(askedAs()).hasToString(ID);
        stage.asked.clear();

        assertThat(write("X-Request-ID: " + DIGITS)).startsWith("HTTP/1.1 200 ");
        assertThat(askedAs()).hasToString(ID);
    }

    /** As other proxies make them, or a caller's hand. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                PROXYS_OWN,
                "0f8fad5bd9cb469fa16570867728950e0",
                "gf8fad5bd9cb469fa16570867728950e",
                "ZUXp0H8AAQEAAFz0CxEAAAAI",
                "1-1-1-1-1",
                "0f8fad5b-d9cb-469f",
                "a b",
                ""
            })
    void anyOtherTextDoesNotHinderAReadAndAWriteIsRefused(String text) throws IOException {
        String read = read("X-Request-ID: " + text);

        assertThat(read).startsWith("HTTP/1.1 200 ");
        assertThat(echoed(read)).isEqualTo(askedAs().toString());
        stage.asked.clear();

        assertThat(write("X-Request-ID: " + text)).startsWith("HTTP/1.1 400 ").contains("MALFORMED", "X-Request-ID");
        assertThat(stage.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, "\"" + ID + "\"", DIGITS})
    void anIdempotencyKeyWinsOverTheRequestIdWhichIsEchoedAllTheSame(String key) throws IOException {
        String other = UUID.randomUUID().toString();

        assertThat(echoed(write("X-Request-ID: " + other, "Idempotency-Key: " + key)))
                .isEqualTo(other);
        assertThat(askedAs()).hasToString(ID);
    }

    @Test
    void aWriteWithAKeyIsDoneWhateverAProxyCallsIt() throws IOException {
        String answer = write("X-Request-ID: " + PROXYS_OWN, "Idempotency-Key: \"" + ID + '"');

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(echoed(answer)).isEqualTo(ID);
        assertThat(askedAs()).hasToString(ID);
    }

    @Test
    void aKeyThatIsNoneHindersWritesOnly() throws IOException {
        assertThat(read("Idempotency-Key: 8")).startsWith("HTTP/1.1 200 ");
        assertThat(write("X-Request-ID: " + ID, "Idempotency-Key: 8"))
                .startsWith("HTTP/1.1 400 ")
                .contains("Idempotency-Key");
    }
}
