package org.slotkeeper.system;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.testing.Patience;

/** Slotkeeper's API as anybody may call it: plain HTTP/1.1, and nothing of the server's own classes. */
public final class Api {

    static final String FHIR = "application/fhir+json";
    public static final String NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;

    public Api(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    String base() {
        return base.toString();
    }

    /** A request to this path without a token yet; add what it needs and send it. */
    public Call call(String method, String path) {
        return new Call(HttpRequest.newBuilder(base.resolve(path)).timeout(Patience.LONG), method, new byte[0]);
    }

    public String patientToken(NhsNumber patient, OdsCode practice) {
        return token("nhs_number=" + patient.digits() + "&practice=" + practice.value());
    }

    public String practiceToken(OdsCode practice) {
        return token("ods=" + practice.value());
    }

    /** @param form what the demonstration's issuer is told */
    public String token(String form) {
        return call("POST", "/demo/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(form)
                .untilAnswered()
                .join()
                .withStatus(200)
                .json()
                .getString("access_token");
    }

    public Answer search(String token, OdsCode practice, String from, String until, String... more) {
        return call("GET", searchPath(practice, from, until, more)).token(token).send();
    }

    public static String searchPath(OdsCode practice, String from, String until, String... more) {
        StringBuilder path = new StringBuilder("/FHIR/R4/Slot?status=free&schedule.actor=HealthcareService/"
                + practice.value() + "&start=ge" + encoded(from) + "&start=lt" + encoded(until));
        for (String parameter : more) {
            path.append('&').append(parameter);
        }
        return path.toString();
    }

    public Call hold(String token, JsonObject parameters) {
        return call("POST", "/FHIR/R4/Appointment/$hold").token(token).fhir(parameters);
    }

    public Call book(String token, JsonObject appointment) {
        return call("POST", "/FHIR/R4/Appointment").token(token).fhir(appointment);
    }

    public Call change(String token, String id, JsonObject appointment) {
        return call("PUT", "/FHIR/R4/Appointment/" + id).token(token).fhir(appointment);
    }

    public Answer read(String token, String id) {
        return call("GET", "/FHIR/R4/Appointment/" + id).token(token).send();
    }

    public Answer list(String token, NhsNumber patient, String... more) {
        StringBuilder path = new StringBuilder(
                "/FHIR/R4/Appointment?patient:identifier=" + encoded(NHS_NUMBER + '|' + patient.digits()));
        for (String parameter : more) {
            path.append('&').append(parameter);
        }
        return call("GET", path.toString()).token(token).send();
    }

    public Answer publish(String token, OdsCode practice, String session, JsonObject content) {
        return call("PUT", "/publish/" + practice.value() + "/sessions/" + session)
                .token(token)
                .json(content)
                .send();
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** One request in the making. */
    public static final class Call {

        private static final long PAUSE_MILLIS = 200;

        private final HttpRequest.Builder request;
        private final String method;
        private byte[] body;

        private Call(HttpRequest.Builder request, String method, byte[] body) {
            this.request = request;
            this.method = method;
            this.body = body;
        }

        public Call token(String token) {
            return header("Authorization", "Bearer " + token);
        }

        public Call requestId(Object id) {
            return header("X-Request-ID", id.toString());
        }

        public Call ifMatch(String etag) {
            return header("If-Match", etag);
        }

        Call fhir(JsonObject resource) {
            return header("Content-Type", FHIR).body(resource.encode());
        }

        public Call json(JsonObject content) {
            return header("Content-Type", "application/json").body(content.encode());
        }

        Call header(String name, String value) {
            var unused = request.setHeader(name, value);
            return this;
        }

        /** A further line of a header that is there already. */
        Call another(String name, String value) {
            var unused = request.header(name, value);
            return this;
        }

        Call body(String text) {
            return body(text.getBytes(StandardCharsets.UTF_8));
        }

        Call body(byte[] bytes) {
            body = bytes;
            return this;
        }

        /** As a client sends: what a busy machine turned away before it was begun is sent again, which is no answer to it. */
        @CanIgnoreReturnValue
        public Answer send() {
            long since = System.nanoTime();
            Answer answer = sendOnce();
            while (isTurnedAway(answer) && isTimeLeft(since)) {
                pause();
                answer = sendOnce();
            }
            return answer;
        }

        private static boolean isTurnedAway(Answer answer) {
            return answer.status() == 503 && answer.body().contains("\"OVERLOADED\"");
        }

        private static void pause() {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }

        Answer sendOnce() {
            try {
                return answer(CLIENT.send(built(), BodyHandlers.ofString()));
            } catch (IOException cause) {
                throw new IllegalStateException(cause);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }

        /** As {@link #send}, while others are sent too. */
        CompletableFuture<Answer> sendAsync() {
            return sendUntilBegun(System.nanoTime());
        }

        private CompletableFuture<Answer> sendUntilBegun(long since) {
            return sendOnceAsync()
                    .thenCompose(answer -> isTurnedAway(answer) && isTimeLeft(since)
                            ? later().thenCompose(call -> call.sendUntilBegun(since))
                            : done(answer));
        }

        private CompletableFuture<Answer> sendOnceAsync() {
            return CLIENT.sendAsync(built(), BodyHandlers.ofString()).thenApply(Call::answer);
        }

        /** As a client asks: what was turned away for the moment is asked again under the same id. A busy machine turns requests away, which is no answer to them. */
        public CompletableFuture<Answer> untilAnswered() {
            String id = UUID.randomUUID().toString();
            boolean isNamed =
                    request.copy().build().headers().firstValue("X-Request-ID").isPresent();
            Call named = isNamed ? this : requestId(id);
            return named.sendOnceAsync()
                    .thenCompose(first -> first.status() == 503 ? named.again(System.nanoTime()) : done(first));
        }

        private CompletableFuture<Answer> again(long since) {
            if (!isTimeLeft(since)) {
                return CompletableFuture.failedFuture(new AssertionError("turned away for " + Patience.LONG));
            }
            return later().thenCompose(Call::sendOnceAsync)
                    .thenCompose(
                            answer -> answer.status() == 503 || answer.status() == 425 ? again(since) : done(answer));
        }

        private static boolean isTimeLeft(long since) {
            return System.nanoTime() - since < Patience.LONG.toNanos();
        }

        private CompletableFuture<Call> later() {
            Executor later = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(() -> this, later);
        }

        private static CompletableFuture<Answer> done(Answer answer) {
            return CompletableFuture.completedFuture(answer);
        }

        private HttpRequest built() {
            return request.method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                    .build();
        }

        private static Answer answer(HttpResponse<String> response) {
            return new Answer(response.statusCode(), response.headers(), response.body());
        }
    }
}
