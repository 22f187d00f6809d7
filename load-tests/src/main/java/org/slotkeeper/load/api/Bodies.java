package org.slotkeeper.load.api;

/** What is sent, written as text: cheaper for the injector than making objects of it. */
public final class Bodies {

    private Bodies() {}

    public static String hold(String slot, String nhsNumber) {
        return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"slot\",\"valueReference\":{\"reference\":\"Slot/"
                + slot + "\"}},{\"name\":\"patient\",\"valueIdentifier\":{\"system\":\"" + Api.NHS_NUMBER
                + "\",\"value\":\"" + nhsNumber + "\"}}]}";
    }

    /** @param id of the hold that is confirmed; "" for a booking without one */
    public static String appointment(String id, String slot, String nhsNumber) {
        return "{\"resourceType\":\"Appointment\"," + id(id)
                + "\"status\":\"booked\",\"description\":\"load test\",\"slot\":[{\"reference\":\"Slot/" + slot
                + "\"}]," + participant(nhsNumber) + "}";
    }

    public static String cancellation(String id, String nhsNumber) {
        return "{\"resourceType\":\"Appointment\"," + id(id)
                + "\"status\":\"cancelled\",\"cancelationReason\":{\"text\":\"load test\"}," + participant(nhsNumber)
                + "}";
    }

    private static String id(String id) {
        return id.isEmpty() ? "" : "\"id\":\"" + id + "\",";
    }

    private static String participant(String nhsNumber) {
        return "\"participant\":[{\"actor\":{\"type\":\"Patient\",\"identifier\":{\"system\":\"" + Api.NHS_NUMBER
                + "\",\"value\":\"" + nhsNumber + "\"}},\"status\":\"accepted\"}]";
    }
}
