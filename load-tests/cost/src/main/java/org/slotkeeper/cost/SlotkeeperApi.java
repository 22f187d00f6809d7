package org.slotkeeper.cost;

import io.vertx.core.http.HttpMethod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.slotkeeper.load.kit.Bodies;

/** Slotkeeper's own contract: tokens, FHIR and request ids, as everybody must use it. */
public final class SlotkeeperApi implements Api {

    private static final String BASE = "/FHIR/R4";
    private static final Pattern SLOT = Pattern.compile("\"id\":\"([A-Z0-9]+-[0-9]{8}-[0-9]+)\"");
    private static final Bodies BODIES = new Bodies("bench");

    private final Cast cast;
    private final String[] patientTokens;
    private final Map<Integer, String> practiceTokens = new ConcurrentHashMap<>();
    private final Issuer issuer;

    /** Signs a token for each patient, which takes a while. */
    public SlotkeeperApi(Cast cast, Issuer issuer) {
        this.cast = cast;
        this.issuer = issuer;
        this.patientTokens = IntStream.range(0, cast.patients())
                .parallel()
                .mapToObj(patient ->
                        issuer.patientToken(Cast.nhsNumber(patient), cast.practice(cast.practiceOf(patient))))
                .toArray(String[]::new);
    }

    public int patients() {
        return cast.patients();
    }

    @Override
    public Set<Operation> operations() {
        return EnumSet.allOf(Operation.class);
    }

    @Override
    public Call publish(int practice, LocalDate day, int session) {
        String code = cast.practice(practice);
        int hour = 8 + session % Cast.SESSIONS_A_DAY;
        String body = "{\"date\":\"" + day + "\",\"start\":\"" + String.format("%02d:00", hour) + "\",\"end\":\""
                + String.format("%02d:00", hour + 2) + "\",\"slotMinutes\":" + Cast.SLOT_MINUTES
                + ",\"clinician\":\"Dr Bench " + session
                + "\",\"role\":\"General Medical Practitioner\",\"channel\":\"Telephone\",\"type\":\"Bench\",\"location\":\"Bench\"}";
        String token = practiceTokens.computeIfAbsent(practice, number -> issuer.practiceToken(code));
        return Call.send(
                HttpMethod.PUT,
                "/publish/" + code + "/sessions/bench-" + day + "-" + session,
                token,
                "application/json",
                body);
    }

    @Override
    public List<String> slots(Answer published) {
        List<String> slots = new ArrayList<>();
        Matcher found = SLOT.matcher(published.body());
        while (found.find()) {
            slots.add(found.group(1));
        }
        return slots;
    }

    @Override
    public Call search(int patient, LocalDate from) {
        String practice = cast.practice(cast.practiceOf(patient));
        return Call.get(
                BASE + "/Slot?schedule.actor=HealthcareService/" + practice + "&start=ge" + from + "&start=lt"
                        + from.plusDays(Cast.DAYS) + "&status=free&_count=50",
                patientTokens[patient]);
    }

    @Override
    public Call book(int patient, String slot) {
        return Call.send(
                HttpMethod.POST,
                BASE + "/Appointment",
                patientTokens[patient],
                Bodies.FHIR,
                BODIES.appointment("", slot, Cast.nhsNumber(patient)));
    }

    @Override
    public String appointment(Answer booked) {
        String[] parts = booked.location().split("/Appointment/", 2);
        return parts.length < 2 ? "" : parts[1].split("/", 2)[0];
    }

    @Override
    public Call cancel(int patient, String appointment) {
        String body = BODIES.cancellation(appointment, Cast.nhsNumber(patient));
        return Call.send(
                        HttpMethod.PUT, BASE + "/Appointment/" + appointment, patientTokens[patient], Bodies.FHIR, body)
                .ifMatch("W/\"1\"");
    }

    @Override
    public Call hold(int patient, String slot) {
        String body = BODIES.hold(slot, Cast.nhsNumber(patient));
        return Call.send(HttpMethod.POST, BASE + "/Appointment/$hold", patientTokens[patient], Bodies.FHIR, body);
    }

    @Override
    public Call confirm(int patient, String slot, String appointment) {
        return Call.send(
                HttpMethod.PUT,
                BASE + "/Appointment/" + appointment,
                patientTokens[patient],
                Bodies.FHIR,
                BODIES.appointment(appointment, slot, Cast.nhsNumber(patient)));
    }
}
