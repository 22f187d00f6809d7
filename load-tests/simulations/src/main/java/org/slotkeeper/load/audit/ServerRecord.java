package org.slotkeeper.load.audit;

import java.util.List;
import java.util.Map;

/**
 * What the server says it has, read through its API when all is over.
 *
 * @param appointments of each patient that was asked for
 * @param sessions a practice's own counts for the sessions of this run, by practice and session
 */
public record ServerRecord(Map<String, List<Entry>> appointments, Map<String, Count> sessions) {

    public ServerRecord {
        appointments = Map.copyOf(appointments);
        sessions = Map.copyOf(sessions);
    }

    /** @param status FHIR's word */
    public record Entry(String id, String slot, String status) {

        boolean isBooked() {
            return status.equals("booked");
        }
    }

    /** @param slots of the session */
    public record Count(List<String> slots, int booked) {}
}
