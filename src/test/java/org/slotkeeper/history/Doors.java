package org.slotkeeper.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** The public API, by way of several gateways: plain HTTP, and nothing of the server's own classes. */
public final class Doors {

    /** A gateway did not hear the end of it. */
    private static final Set<Integer> CUT_SHORT = Set.of(502, 504);

    /** Statuses below 500 that settle nothing: timeout, too early, throttled. */
    private static final Set<Integer> NOT_SETTLED = Set.of(408, 425, 429);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<URI> gateways;
    private final BiFunction<String, String, String> issuer;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Duration patience;

    /** @param issuer gives a token for a patient's NHS number at a practice */
    public Doors(List<URI> gateways, BiFunction<String, String, String> issuer, Duration patience) {
        this.gateways = List.copyOf(gateways);
        this.issuer = issuer;
        this.patience = patience;
    }

    /** @param body of an answer; empty if there was none */
    public record Answered(Told told, String body) {}

    /** Another answer than that it is done. */
    public static final class NotDone extends IOException {

        private static final long serialVersionUID = 1;

        private final boolean isToBeSentAgain;

        private NotDone(String what, HttpResponse<String> response) {
            super(what + " was answered " + response.statusCode() + ": " + response.body());
            this.isToBeSentAgain = CUT_SHORT.contains(response.statusCode())
                    || (isPutOff(response) && whenAgain(response).isEmpty());
        }

        /** Whether it was put off, with a time to come again, or not heard to its end. */
        public boolean isToBeSentAgain() {
            return isToBeSentAgain;
        }
    }

    /** Sends a wish once, by one of the gateways. */
    public Answered send(Wish wish, int gateway) {
        HttpRequest.Builder request = to(gateway, pathOf(wish))
                .header("Authorization", "Bearer " + tokenOf(wish.patient(), wish.practice()))
                .header("X-Request-ID", wish.id().toString());
        if (!wish.etag().isEmpty()) {
            request.header("If-Match", wish.etag());
        }
        if (wish.kind().isReading()) {
            request.GET();
        } else {
            boolean isNew = wish.kind() == Wish.Kind.HOLD || wish.kind() == Wish.Kind.BOOK;
            request.header("Content-Type", "application/fhir+json")
                    .method(isNew ? "POST" : "PUT", BodyPublishers.ofString(wish.body()));
        }
        return answer(request.build(), wish);
    }

    /** Ids of the slots that a search shows as free. Fails if there was no such answer. */
    public Set<String> search(String patient, String practice, String fromDay, String untilDay, int gateway)
            throws IOException {
        HttpRequest request = to(gateway, searchPath(practice, fromDay, untilDay))
                .header("Authorization", "Bearer " + tokenOf(patient, practice))
                .build();
        HttpResponse<String> response = send(request);
        requireDone("a search", response);
        Set<String> ids = new TreeSet<>();
        for (Object entry : new JsonObject(response.body()).getJsonArray("entry", new JsonArray())) {
            JsonObject resource = ((JsonObject) entry).getJsonObject("resource");
            if (resource.getString("resourceType").equals("Slot")) {
                ids.add(resource.getString("id"));
            }
        }
        return ids;
    }

    /** What a practice publishes: ids of the slots that follow from it. */
    public List<String> publish(String token, String practice, String session, JsonObject content, int gateway)
            throws IOException {
        HttpRequest request = to(gateway, "/publish/" + practice + "/sessions/" + session)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(content.encode()))
                .build();
        HttpResponse<String> response = send(request);
        requireDone("a session", response);
        List<String> ids = new ArrayList<>();
        for (Object slot : new JsonObject(response.body()).getJsonArray("slots")) {
            ids.add(((JsonObject) slot).getString("id"));
        }
        return ids;
    }

    /** What a practice withdraws: what is free goes, what is booked stays. */
    public void withdraw(String token, String practice, String session, int gateway) throws IOException {
        HttpRequest request = to(gateway, "/publish/" + practice + "/sessions/" + session)
                .header("Authorization", "Bearer " + token)
                .DELETE()
                .build();
        requireDone("a withdrawal", send(request));
    }

    private static void requireDone(String what, HttpResponse<String> response) throws NotDone {
        if (response.statusCode() != 200) {
            throw new NotDone(what, response);
        }
    }

    private HttpRequest.Builder to(int gateway, String path) {
        URI base = gateways.get(Math.floorMod(gateway, gateways.size()));
        return HttpRequest.newBuilder(base.resolve(path)).timeout(patience);
    }

    private String tokenOf(String patient, String practice) {
        return tokens.computeIfAbsent(patient + practice, both -> issuer.apply(patient, practice));
    }

    private static String pathOf(Wish wish) {
        return switch (wish.kind()) {
            case SEARCH -> wish.body();
            case HOLD -> "/FHIR/R4/Appointment/$hold";
            case BOOK -> "/FHIR/R4/Appointment";
            default -> "/FHIR/R4/Appointment/" + wish.appointment();
        };
    }

    public static String searchPath(String practice, String fromDay, String untilDay) {
        return "/FHIR/R4/Slot?status=free&_count=200&schedule.actor=HealthcareService/" + practice + "&start=ge"
                + fromDay + "&start=lt" + untilDay;
    }

    private Answered answer(HttpRequest request, Wish wish) {
        try {
            HttpResponse<String> response = send(request);
            int status = response.statusCode();
            if (status / 100 == 2) {
                Told.Appointment appointment =
                        wish.kind() == Wish.Kind.SEARCH ? Told.NO_APPOINTMENT : appointmentIn(response.body());
                int hash = wish.kind() == Wish.Kind.SEARCH ? 0 : response.body().hashCode();
                return new Answered(Told.done(status, appointment, hash), response.body());
            }
            boolean isSettled = status / 100 == 4 && !NOT_SETTLED.contains(status);
            String code = codeIn(response.body()) + whenAgain(response);
            return new Answered(isSettled ? Told.refused(status, code) : Told.unknown(status, code), response.body());
        } catch (IOException lost) {
            return new Answered(Told.unknown(0, lost.getClass().getSimpleName()), "");
        }
    }

    /** Whoever is told to ask again is told when. */
    private static String whenAgain(HttpResponse<String> response) {
        boolean isSaid = response.headers().firstValue("Retry-After").isPresent();
        return isPutOff(response) && !isSaid ? " without Retry-After" : "";
    }

    private static boolean isPutOff(HttpResponse<String> response) {
        return response.statusCode() == 503 || NOT_SETTLED.contains(response.statusCode());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static Told.Appointment appointmentIn(String body) {
        JsonObject resource = new JsonObject(body);
        List<String> slots = resource.getJsonArray("slot").stream()
                .map(slot -> ((JsonObject) slot).getString("reference").replace("Slot/", ""))
                .toList();
        String version = resource.getJsonObject("meta", new JsonObject()).getString("versionId", "0");
        return new Told.Appointment(
                resource.getString("id"), Integer.parseInt(version), resource.getString("status"), slots);
    }

    private static String codeIn(String body) {
        if (!body.startsWith("{") || !body.contains("OperationOutcome")) {
            return "";
        }
        return new JsonObject(body)
                .getJsonArray("issue")
                .getJsonObject(0)
                .getJsonObject("details", new JsonObject())
                .getJsonArray("coding", new JsonArray().add(new JsonObject()))
                .getJsonObject(0)
                .getString("code", "");
    }
}
