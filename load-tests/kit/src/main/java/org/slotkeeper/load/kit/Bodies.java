package org.slotkeeper.load.kit;

/**
 * What is sent, written as text: cheaper for whoever measures than making objects of it.
 *
 * @param words why somebody comes, and why they cancel
 */
public record Bodies(String words) {

    public static final String NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
    public static final String FHIR = "application/fhir+json";

    public String hold(String slot, String nhsNumber) {
        return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"slot\",\"valueReference\":{\"reference\":\"Slot/"
                + slot + "\"}},{\"name\":\"patient\",\"valueIdentifier\":{\"system\":\"" + NHS_NUMBER
                + "\",\"value\":\"" + nhsNumber + "\"}}]}";
    }

    /** @param id of the hold that is confirmed; "" for a booking without one */
    public String appointment(String id, String slot, String nhsNumber) {
        return "{\"resourceType\":\"Appointment\"," + id(id)
                + "\"status\":\"booked\",\"description\":\"" + words + "\",\"slot\":[{\"reference\":\"Slot/" + slot
                + "\"}]," + participant(nhsNumber) + "}";
    }

    public String cancellation(String id, String nhsNumber) {
        return "{\"resourceType\":\"Appointment\"," + id(id)
                + "\"status\":\"cancelled\",\"cancelationReason\":{\"text\":\"" + words + "\"},"
                + participant(nhsNumber)
                + "}";
    }

    private static String id(String id) {
        return id.isEmpty() ? "" : "\"id\":\"" + id + "\",";
    }

    private static String participant(String nhsNumber) {
        return "\"participant\":[{\"actor\":{\"type\":\"Patient\",\"identifier\":{\"system\":\"" + NHS_NUMBER
                + "\",\"value\":\"" + nhsNumber + "\"}},\"status\":\"accepted\"}]";
    }
}
