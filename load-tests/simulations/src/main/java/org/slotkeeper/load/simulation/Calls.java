package org.slotkeeper.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slotkeeper.load.api.Api;
import org.slotkeeper.load.journal.Answer;
import org.slotkeeper.load.journal.Answer.Operation;
import org.slotkeeper.load.journal.Journal;
import org.slotkeeper.load.kit.Bodies;

/** Each call of the API once: what is sent, which answers are in order, and the line in the journal. */
final class Calls {

    private static final String SLOT_ID = "\"id\":\"([A-Z0-9]+-[0-9]{8}-[0-9]+)\"";
    private static final String APPOINTMENT_ID = "\"id\":\"([A-Z0-9]+-[0-9]{8}-[0-9]+-[A-Za-z0-9]+)\"";
    private static final String CODE = "\"code\":\"([A-Z_]+)\"";
    private static final String ALTERNATIVE = "\"reference\":\"Slot/([A-Z0-9]+-[0-9]{8}-[0-9]+)\"";
    private static final String[] ANSWERS = {"status", "millis", "found", "appointment", "etag", "code", "expires"};
    private static final int SHOWN = 20;

    private final Journal journal;
    private final boolean isWarmUp;

    Calls(Journal journal, boolean isWarmUp) {
        this.journal = journal;
        this.isWarmUp = isWarmUp;
    }

    ChainBuilder search() {
        HttpRequestActionBuilder request = read(
                        "search",
                        "/FHIR/R4/Slot?schedule.actor=HealthcareService/#{ods}&start=ge#{day}&start=lt#{dayAfter}&status=free&_count="
                                + SHOWN)
                .check(regex(SLOT_ID).findAll().optional().saveAs("found"));
        return call(Operation.SEARCH, request, session -> "", (wish, session) -> {
            wish.free = found(session);
            return session;
        });
    }

    ChainBuilder hold() {
        HttpRequestActionBuilder request = write(
                        "hold",
                        "POST",
                        session -> "/FHIR/R4/Appointment/$hold",
                        session -> Api.BODIES.hold(Wish.of(session).wanted, nhs(session)))
                .check(status().in(201, 409, 422), header("Expires").optional().saveAs("expires"));
        return call(Operation.HOLD, request, session -> Wish.of(session).wanted, (wish, session) -> {
            wish.attempts++;
            wish.isHeld = is(session, 201);
            return took(wish, session);
        });
    }

    ChainBuilder book() {
        HttpRequestActionBuilder request = write(
                        "book",
                        "POST",
                        session -> "/FHIR/R4/Appointment",
                        session -> Api.BODIES.appointment("", Wish.of(session).wanted, nhs(session)))
                .check(status().in(201, 409, 422));
        return call(Operation.BOOK, request, session -> Wish.of(session).wanted, (wish, session) -> {
            wish.attempts++;
            wish.isBooked = is(session, 201);
            return took(wish, session);
        });
    }

    ChainBuilder confirm() {
        HttpRequestActionBuilder request = write(
                        "confirm",
                        "PUT",
                        Calls::ownPath,
                        session -> Api.BODIES.appointment(
                                Wish.of(session).appointment, Wish.of(session).wanted, nhs(session)))
                .check(status().in(200, 409, 422));
        return call(Operation.CONFIRM, request, session -> Wish.of(session).wanted, (wish, session) -> {
            wish.isHeld = false;
            wish.isBooked = is(session, 200);
            return took(wish, session);
        });
    }

    ChainBuilder cancel() {
        HttpRequestActionBuilder request = write(
                        "cancel",
                        "PUT",
                        Calls::ownPath,
                        session -> Api.BODIES.cancellation(Wish.of(session).appointment, nhs(session)))
                .header("If-Match", session -> Wish.of(session).etag)
                .check(status().is(200));
        return call(Operation.CANCEL, request, session -> Wish.of(session).wanted, (wish, session) -> session);
    }

    /** What the patient has. */
    ChainBuilder readOwn() {
        HttpRequestActionBuilder request = read(
                "read",
                session -> "/FHIR/R4/Appointment?patient:identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C"
                        + nhs(session));
        return call(Operation.READ, request, session -> "", (wish, session) -> session);
    }

    /** A practice publishes a session: #{ods}, #{session} and #{body} say which. */
    ChainBuilder publish() {
        HttpRequestActionBuilder request = http(name("publish"))
                .put("/publish/#{ods}/sessions/#{session}")
                .header("Authorization", "Bearer #{token}")
                .header("X-Request-ID", session -> UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .body(StringBody("#{body}"))
                .check(
                        status().saveAs("status"),
                        responseTimeInMillis().saveAs("millis"),
                        status().is(200),
                        regex(SLOT_ID).count().saveAs("made"));
        return exec(this::begin).exec(request).exec(session -> {
            long made = session.contains("made") ? session.getInt("made") : 0;
            journal.write(answer(session, Operation.PUBLISH, "", session.getString("session"), made));
            return session;
        });
    }

    private HttpRequestActionBuilder read(String name, String path) {
        return checked(http(name(name)).get(path).header("Authorization", "Bearer #{token}"))
                .check(status().is(200));
    }

    private HttpRequestActionBuilder read(String name, Function<Session, String> path) {
        return checked(http(name(name)).get(path).header("Authorization", "Bearer #{token}"))
                .check(status().is(200));
    }

    private HttpRequestActionBuilder write(
            String name, String method, Function<Session, String> path, Function<Session, String> body) {
        HttpRequestActionBuilder request = http(name(name))
                .httpRequest(method, path)
                .header("Authorization", "Bearer #{token}")
                .header("X-Request-ID", session -> UUID.randomUUID().toString())
                .header("Content-Type", Bodies.FHIR)
                .body(StringBody(body));
        return checked(request)
                .check(
                        regex(APPOINTMENT_ID).find().optional().saveAs("appointment"),
                        header("ETag").optional().saveAs("etag"),
                        regex(CODE).find().optional().saveAs("code"),
                        regex(ALTERNATIVE).findAll().optional().saveAs("found"));
    }

    private static HttpRequestActionBuilder checked(HttpRequestActionBuilder request) {
        return request.check(status().saveAs("status"), responseTimeInMillis().saveAs("millis"));
    }

    private ChainBuilder call(
            Operation operation,
            HttpRequestActionBuilder request,
            Function<Session, String> slot,
            BiFunction<Wish, Session, Session> then) {
        return exec(this::begin).exec(request).exec(session -> {
            Wish wish = Wish.of(session);
            String appointment = session.contains("appointment")
                    ? session.getString("appointment")
                    : operation == Operation.CANCEL || operation == Operation.CONFIRM ? wish.appointment : "";
            long until = operation == Operation.SEARCH ? found(session).size() : expires(session);
            journal.write(
                    answer(session, operation, slot.apply(session), appointment == null ? "" : appointment, until));
            return then.apply(wish, session);
        });
    }

    private Session begin(Session session) {
        return session.removeAll(ANSWERS).set("begun", System.currentTimeMillis());
    }

    private Answer answer(Session session, Operation operation, String slot, String appointment, long until) {
        long begun = session.getLong("begun");
        long millis = session.contains("millis") ? session.getInt("millis") : System.currentTimeMillis() - begun;
        int status = session.contains("status") ? session.getInt("status") : 0;
        String code = session.contains("code") && status >= 400 ? session.getString("code") : "";
        String nhs = session.contains("wish") ? nhs(session) : "";
        return new Answer(
                isWarmUp,
                operation,
                begun,
                millis,
                session.getString("ods"),
                nhs,
                slot,
                appointment,
                status,
                code == null ? "" : code,
                until);
    }

    /** Keeps what the answer named, or what it offered instead. */
    private static Session took(Wish wish, Session session) {
        if (is(session, 200) || is(session, 201)) {
            wish.appointment = String.valueOf(session.getString("appointment"));
            wish.etag = String.valueOf(session.getString("etag"));
        } else {
            wish.free = is(session, 409) ? found(session) : List.of();
            wish.wanted = "";
        }
        return session;
    }

    private static boolean is(Session session, int status) {
        return session.contains("status") && session.getInt("status") == status;
    }

    private static List<String> found(Session session) {
        return session.contains("found") ? session.getList("found") : List.of();
    }

    private static long expires(Session session) {
        return session.contains("expires")
                ? ZonedDateTime.parse(session.getString("expires"), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant()
                        .toEpochMilli()
                : 0;
    }

    private static String ownPath(Session session) {
        return "/FHIR/R4/Appointment/" + Wish.of(session).appointment;
    }

    private static String nhs(Session session) {
        return Wish.of(session).person.nhsNumber();
    }

    private String name(String name) {
        return isWarmUp ? "warm-up " + name : name;
    }
}
