package org.slotkeeper.cost;

import io.vertx.core.http.HttpMethod;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** The small JSON API that the JPA services and the bare floor have: no tokens, no FHIR, no request ids. */
final class PlainApi implements Api {

    private static final String JSON = "application/json";

    private final Cast cast;
    private final Set<Operation> operations;

    PlainApi(Cast cast, Set<Operation> operations) {
        this.cast = cast;
        this.operations = operations;
    }

    @Override
    public Set<Operation> operations() {
        return operations;
    }

    @Override
    public Call publish(int practice, LocalDate day, int session) {
        String body = "{\"practice\":\"" + cast.practice(practice) + "\",\"start\":\"" + day + "T"
                + String.format("%02d:00:00", 8 + session % Cast.SESSIONS_A_DAY) + "\",\"session\":" + session
                + ",\"slotMinutes\":" + Cast.SLOT_MINUTES + ",\"slotCount\":" + Cast.SLOTS_A_SESSION
                + ",\"clinician\":\"Dr Bench " + session % 20 + "\"}";
        return Call.send(HttpMethod.POST, "/sessions", "", JSON, body);
    }

    /** The answer is an array of ids: numbers, or texts. */
    @Override
    public List<String> slots(Answer published) {
        String ids = published.body().replaceAll("[\\[\\]\"\\s]", "");
        return ids.isEmpty() ? List.of() : List.of(ids.split(","));
    }

    @Override
    public Call search(int patient, LocalDate from) {
        return Call.get(
                "/slots?practice=" + cast.practice(cast.practiceOf(patient)) + "&from=" + from + "&to="
                        + from.plusDays(Cast.DAYS) + "&count=50",
                "");
    }

    @Override
    public Call book(int patient, String slot) {
        return Call.send(HttpMethod.POST, "/appointments", "", JSON, body(patient, slot));
    }

    @Override
    public String appointment(Answer booked) {
        return booked.location().substring(booked.location().lastIndexOf('/') + 1);
    }

    @Override
    public Call cancel(int patient, String appointment) {
        return Call.send(HttpMethod.DELETE, "/appointments/" + appointment, "", "", "");
    }

    @Override
    public Call hold(int patient, String slot) {
        return Call.send(HttpMethod.POST, "/holds", "", JSON, body(patient, slot));
    }

    @Override
    public Call confirm(int patient, String slot, String appointment) {
        return Call.send(HttpMethod.PUT, "/holds/" + appointment + "/confirmation", "", "", "");
    }

    private static String body(int patient, String slot) {
        return "{\"slot\":\"" + slot + "\",\"patient\":\"" + Cast.nhsNumber(patient) + "\",\"description\":\"bench\"}";
    }
}
