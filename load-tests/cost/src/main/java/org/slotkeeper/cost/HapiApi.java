package org.slotkeeper.cost;

import io.vertx.core.http.HttpMethod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A FHIR store as it comes: slots and appointments are resources, and booking is creating one. It refuses no second appointment for a slot, holds nothing and makes no slot busy, so these have no figures.
 */
final class HapiApi implements Api {

    private static final String FHIR = "application/fhir+json";
    private static final Pattern SLOT = Pattern.compile("Slot/([A-Za-z0-9.-]+)/_history");

    private final Cast cast;

    HapiApi(Cast cast) {
        this.cast = cast;
    }

    @Override
    public Set<Operation> operations() {
        return EnumSet.of(Operation.PUBLISH, Operation.SEARCH, Operation.BOOK, Operation.CANCEL);
    }

    /** One transaction that puts the practice's schedule and creates the slots. */
    @Override
    public Call publish(int practice, LocalDate day, int session) {
        String code = cast.practice(practice);
        StringBuilder body = new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[");
        body.append("{\"request\":{\"method\":\"PUT\",\"url\":\"Schedule/")
                .append(code)
                .append("\"},\"resource\":{\"resourceType\":\"Schedule\",\"id\":\"")
                .append(code)
                .append("\",\"actor\":[{\"display\":\"")
                .append(code)
                .append("\"}]}}");
        for (int slot = 0; slot < Cast.SLOTS_A_SESSION; slot++) {
            int minute = 60 * (8 + session % Cast.SESSIONS_A_DAY) + slot * Cast.SLOT_MINUTES;
            body.append(
                            ",{\"request\":{\"method\":\"POST\",\"url\":\"Slot\"},\"resource\":{\"resourceType\":\"Slot\",\"status\":\"free\",\"schedule\":{\"reference\":\"Schedule/")
                    .append(code)
                    .append("\"},\"start\":\"")
                    .append(time(day, minute))
                    .append("\",\"end\":\"")
                    .append(time(day, minute + Cast.SLOT_MINUTES))
                    .append("\"}}");
        }
        return Call.send(HttpMethod.POST, "/fhir", "", FHIR, body.append("]}").toString());
    }

    private static String time(LocalDate day, int minute) {
        return day + String.format("T%02d:%02d:00Z", minute / 60, minute % 60);
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
        return Call.get(
                "/fhir/Slot?schedule=Schedule/" + cast.practice(cast.practiceOf(patient)) + "&start=ge" + from
                        + "&start=lt" + from.plusDays(Cast.DAYS) + "&status=free&_count=50",
                "");
    }

    @Override
    public Call book(int patient, String slot) {
        return Call.send(HttpMethod.POST, "/fhir/Appointment", "", FHIR, appointment(patient, slot, "booked", ""));
    }

    @Override
    public String appointment(Answer booked) {
        String[] parts = booked.location().split("/Appointment/", 2);
        return parts.length < 2 ? "" : parts[1].split("/", 2)[0];
    }

    @Override
    public Call cancel(int patient, String appointment) {
        return Call.send(
                HttpMethod.PUT,
                "/fhir/Appointment/" + appointment,
                "",
                FHIR,
                appointment(patient, "", "cancelled", "\"id\":\"" + appointment + "\","));
    }

    @Override
    public Call hold(int patient, String slot) {
        throw new UnsupportedOperationException("a FHIR store holds nothing");
    }

    @Override
    public Call confirm(int patient, String slot, String appointment) {
        throw new UnsupportedOperationException("a FHIR store holds nothing");
    }

    private static String appointment(int patient, String slot, String status, String id) {
        String taken = slot.isEmpty() ? "" : "\"slot\":[{\"reference\":\"Slot/" + slot + "\"}],";
        return "{\"resourceType\":\"Appointment\"," + id + "\"status\":\"" + status + "\",\"description\":\"bench\","
                + taken
                + "\"participant\":[{\"actor\":{\"type\":\"Patient\",\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\""
                + Cast.nhsNumber(patient) + "\"}},\"status\":\"accepted\"}]}";
    }
}
