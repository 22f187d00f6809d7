package org.slotkeeper.load.broken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.load.api.Api;
import org.slotkeeper.load.kit.Bodies;

/** Stands before a server that is right and makes it wrong, once in so many bookings. Whoever calls through it cannot tell it from a server that has the fault itself. */
public final class BrokenFront implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String APPOINTMENTS = "/FHIR/R4/Appointment";
    private static final Set<String> NOT_HANDED_ON =
            Set.of("connection", "host", "content-length", "transfer-encoding", "upgrade", "expect", "http2-settings");

    private final URI behind;
    private final Fault fault;
    private final int every;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService workers = Executors.newFixedThreadPool(64);
    private final HttpServer server;
    private final AtomicInteger occasions = new AtomicInteger();
    private final AtomicInteger planted = new AtomicInteger();
    private final AtomicInteger seconds = new AtomicInteger();
    private final Map<String, List<ObjectNode>> secondWinners = new ConcurrentHashMap<>();

    public enum Fault {
        NONE,
        /** Somebody who came too late is given the slot all the same. */
        DOUBLE_BOOKS,
        /** What was booked and acknowledged is gone afterwards. */
        LOSES,
        /** A cancellation is acknowledged and not done. */
        FORGETS_CANCELLATIONS
    }

    /** @param every one occasion (a booking, a lost race, a cancellation) in so many goes wrong */
    public BrokenFront(URI behind, int port, Fault fault, int every) throws IOException {
        this.behind = behind;
        this.fault = fault;
        this.every = every;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How often it has gone wrong. */
    public int planted() {
        return planted.get();
    }

    private record Call(String method, URI uri, Headers headers, byte[] body) {

        boolean isBooking() {
            return method.equals("POST") && uri.getPath().equals(APPOINTMENTS);
        }

        boolean isCancellation() {
            return method.equals("PUT") && new String(body, StandardCharsets.UTF_8).contains("\"cancelled\"");
        }

        boolean isListing() {
            return method.equals("GET") && uri.getPath().equals(APPOINTMENTS);
        }
    }

    private record Reply(int status, Map<String, List<String>> headers, byte[] body) {}

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            Reply reply = broken(call);
            reply.headers().forEach((name, values) -> {
                if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply broken(Call call) throws IOException, InterruptedException {
        if (fault == Fault.FORGETS_CANCELLATIONS && call.isCancellation() && isDue()) {
            String path = call.uri().getPath();
            String id = path.substring(path.lastIndexOf('/') + 1);
            return new Reply(200, fhir(), JSON.writeValueAsBytes(Resources.appointment(id, "", "cancelled")));
        }
        Reply reply = handOn(call);
        if (call.isBooking() && reply.status() == 201 && fault == Fault.LOSES && isDue()) {
            lose(call, JSON.readTree(reply.body()).path("id").asText());
        }
        if (call.isBooking() && reply.status() == 409 && fault == Fault.DOUBLE_BOOKS && isDue()) {
            return secondWinner(call);
        }
        return call.isListing() ? withSecondWinners(call, reply) : reply;
    }

    private boolean isDue() {
        boolean isDue = occasions.incrementAndGet() % every == 0;
        if (isDue) {
            planted.incrementAndGet();
        }
        return isDue;
    }

    private Reply secondWinner(Call call) throws IOException {
        JsonNode wanted = JSON.readTree(call.body());
        String slot = wanted.path("slot").path(0).path("reference").asText().replace("Slot/", "");
        ObjectNode made = Resources.appointment(slot + "-SECOND" + seconds.incrementAndGet(), slot, "booked");
        secondWinners
                .computeIfAbsent(patient(wanted), unused -> new CopyOnWriteArrayList<>())
                .add(made);
        return new Reply(201, fhir(), JSON.writeValueAsBytes(made));
    }

    /** Cancels what was just acknowledged, with the patient's own token and without their knowing. */
    private void lose(Call call, String id) throws IOException, InterruptedException {
        Headers headers = new Headers();
        headers.putAll(call.headers());
        headers.set("X-Request-ID", UUID.randomUUID().toString());
        headers.set("If-Match", "W/\"1\"");
        byte[] body =
                Api.BODIES.cancellation(id, patient(JSON.readTree(call.body()))).getBytes(StandardCharsets.UTF_8);
        Reply done = handOn(new Call("PUT", URI.create(APPOINTMENTS + "/" + id), headers, body));
        if (done.status() != 200) {
            throw new IOException("nothing was lost: " + done.status());
        }
    }

    private Reply withSecondWinners(Call call, Reply reply) throws IOException {
        String patient = URLDecoder.decode(call.uri().getRawQuery(), StandardCharsets.UTF_8)
                .replaceAll(".*\\|([0-9]+).*", "$1");
        List<ObjectNode> more = secondWinners.get(patient);
        if (more == null || reply.status() != 200) {
            return reply;
        }
        ObjectNode bundle = (ObjectNode) JSON.readTree(reply.body());
        more.forEach(resource -> bundle.withArray("entry").addObject().set("resource", resource));
        return new Reply(200, reply.headers(), JSON.writeValueAsBytes(bundle));
    }

    private Reply handOn(Call call) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind.toString() + call.uri()))
                .method(
                        call.method(),
                        call.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach((name, values) -> {
            if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
        return new Reply(answer.statusCode(), answer.headers().map(), answer.body());
    }

    private static String patient(JsonNode appointment) {
        return appointment
                .path("participant")
                .path(0)
                .path("actor")
                .path("identifier")
                .path("value")
                .asText();
    }

    private static Map<String, List<String>> fhir() {
        return Map.of("Content-Type", List.of(Bodies.FHIR), "ETag", List.of("W/\"1\""));
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    /** Stands before a running server until it is ended: {@code URL PORT FAULT EVERY}. */
    public static void main(String[] arguments) throws IOException {
        BrokenFront front = new BrokenFront(
                URI.create(arguments[0]),
                Integer.parseInt(arguments[1]),
                Fault.valueOf(arguments[2]),
                Integer.parseInt(arguments[3]));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> System.err.println("went wrong " + front.planted() + " times")));
        System.out.println("ready " + front.address());
    }
}
