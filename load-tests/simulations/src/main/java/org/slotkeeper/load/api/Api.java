package org.slotkeeper.load.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.slotkeeper.load.kit.Bodies;

/** Slotkeeper's API for what is done before and after a run, one call at a time. */
public final class Api {

    public static final Bodies BODIES = new Bodies("load test");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<Integer> COME_AGAIN = Set.of(429, 503);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TRIES_MAX = 15;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    public Api(URI base) {
        this.base = base;
    }

    public record Reply(int status, JsonNode json) {}

    /** A token of the demonstration's issuer. */
    public String token(String form) throws IOException {
        Reply reply = send("POST", "/demo/token", "", "application/x-www-form-urlencoded", form);
        if (reply.status() != 200) {
            throw new IOException("no token (" + reply.status() + ")"
                    + (COME_AGAIN.contains(reply.status())
                            ? ": the server had no room for it"
                            : ": a server without the demonstration's issuer needs tokens in a file, see --tokens"));
        }
        return reply.json().path("access_token").asText();
    }

    public Reply publish(String token, String ods, String session, String body) throws IOException {
        return send("PUT", "/publish/" + ods + "/sessions/" + session, token, "application/json", body);
    }

    /** A practice's own view of its sessions. */
    public Reply sessions(String token, String ods, String from, String to) throws IOException {
        return send("GET", "/publish/" + ods + "/sessions?from=" + from + "&to=" + to, token, "", "");
    }

    /** All appointments of a patient, and the hold. */
    public Reply appointments(String token, String nhsNumber) throws IOException {
        return send(
                "GET",
                "/FHIR/R4/Appointment?patient:identifier="
                        + URLEncoder.encode(Bodies.NHS_NUMBER + '|' + nhsNumber, StandardCharsets.UTF_8),
                token,
                "",
                "");
    }

    /** A server that has no room asks to come again: before and after a run there is time for it. */
    public Reply send(String method, String path, String token, String type, String body) throws IOException {
        UUID id = UUID.randomUUID();
        Reply reply = sendOnce(id, method, path, token, type, body);
        for (int again = 1; again < TRIES_MAX && COME_AGAIN.contains(reply.status()); again++) {
            rest(path);
            reply = sendOnce(id, method, path, token, type, body);
        }
        return reply;
    }

    private Reply sendOnce(UUID id, String method, String path, String token, String type, String body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base.toString().replaceAll("/$", "") + path))
                .timeout(PATIENCE)
                .header("X-Request-ID", id.toString())
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request = request.header("Authorization", "Bearer " + token);
        }
        if (!type.isEmpty()) {
            request = request.header("Content-Type", type);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(
                    answer.statusCode(),
                    answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body()));
        } catch (InterruptedException stopped) {
            throw stopped(path, stopped);
        }
    }

    private static void rest(String path) throws IOException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException stopped) {
            throw stopped(path, stopped);
        }
    }

    private static IOException stopped(String path, InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IOException("stopped while waiting for " + path, stopped);
    }
}
