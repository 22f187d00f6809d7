package org.slotkeeper.load.broken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of the API as the auditor's own tests need, kept in memory and right: one practice, one session, any number of slots with one place. */
public final class SmallServer implements AutoCloseable {

    public static final String PRACTICE = "Z99001";
    public static final String SESSION = "morning";
    public static final String DAY = "2026-12-07";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String APPOINTMENTS = "/FHIR/R4/Appointment";

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final int slots;
    private final Map<String, String> owners = new LinkedHashMap<>();
    private final Map<String, Appointment> appointments = new LinkedHashMap<>();
    private final Map<String, List<Appointment>> byPatient = new LinkedHashMap<>();

    private static final class Appointment {
        final String id;
        final String slot;
        final String patient;
        boolean isCancelled;

        Appointment(String id, String slot, String patient) {
            this.id = id;
            this.slot = slot;
            this.patient = patient;
        }
    }

    private record Answer(int status, JsonNode body) {}

    public SmallServer(int slots) throws IOException {
        this.slots = slots;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<String> slots() {
        List<String> ids = new ArrayList<>();
        for (int ordinal = 0; ordinal < slots; ordinal++) {
            ids.add(PRACTICE + "-20261207-" + String.format("%03d", ordinal));
        }
        return ids;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            Answer answer;
            synchronized (this) {
                answer = answer(exchange.getRequestMethod(), exchange.getRequestURI(), request);
            }
            byte[] body = JSON.writeValueAsBytes(answer.body());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(String method, URI uri, byte[] request) throws IOException {
        String path = uri.getPath();
        if (method.equals("POST") && path.equals(APPOINTMENTS)) {
            return book(JSON.readTree(request));
        }
        if (method.equals("PUT") && path.startsWith(APPOINTMENTS + "/")) {
            return cancel(path.substring(APPOINTMENTS.length() + 1));
        }
        if (method.equals("GET") && path.equals(APPOINTMENTS)) {
            return list(
                    URLDecoder.decode(uri.getRawQuery(), StandardCharsets.UTF_8).replaceAll(".*\\|", ""));
        }
        if (method.equals("GET") && path.equals("/publish/" + PRACTICE + "/sessions")) {
            return sessions();
        }
        return new Answer(404, JSON.createObjectNode());
    }

    private Answer book(JsonNode wanted) {
        String slot = wanted.path("slot").path(0).path("reference").asText().replace("Slot/", "");
        String patient = wanted.path("participant")
                .path(0)
                .path("actor")
                .path("identifier")
                .path("value")
                .asText();
        if (owners.containsKey(slot)) {
            return new Answer(409, JSON.createObjectNode().put("code", "SLOT_TAKEN"));
        }
        Appointment made = new Appointment(slot + "-A" + appointments.size(), slot, patient);
        owners.put(slot, made.id);
        appointments.put(made.id, made);
        byPatient.computeIfAbsent(patient, unused -> new ArrayList<>()).add(made);
        return new Answer(201, resource(made));
    }

    private Answer cancel(String id) {
        Appointment one = appointments.get(id);
        if (one == null) {
            return new Answer(404, JSON.createObjectNode());
        }
        one.isCancelled = true;
        owners.remove(one.slot, id);
        return new Answer(200, resource(one));
    }

    private Answer list(String patient) {
        ObjectNode bundle = JSON.createObjectNode().put("resourceType", "Bundle");
        ArrayNode entries = bundle.putArray("entry");
        for (Appointment one : byPatient.getOrDefault(patient, List.of())) {
            entries.addObject().set("resource", resource(one));
        }
        return new Answer(200, bundle);
    }

    private Answer sessions() {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode session = answer.putArray("sessions").addObject().put("id", SESSION);
        session.putObject("places").put("booked", owners.size());
        return new Answer(200, answer);
    }

    private static ObjectNode resource(Appointment one) {
        return Resources.appointment(one.id, one.slot, one.isCancelled ? "cancelled" : "booked");
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
