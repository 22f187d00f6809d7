package org.slotkeeper.history;

import java.util.List;

/**
 * What came of one sending of a wish.
 *
 * @param status of HTTP; 0 if there was no answer
 * @param code our code in a refusal; what went wrong if there was no answer
 * @param appointment what an answer says of it; none in a refusal
 * @param bodyHash two bodies that differ are not the same answer
 */
public record Told(Verdict verdict, int status, String code, Appointment appointment, int bodyHash) {

    static final Appointment NO_APPOINTMENT = new Appointment("", 0, "", List.of());

    /** What a client may conclude. */
    public enum Verdict {
        DONE,
        REFUSED,
        /** It may have been done, or may yet be: only the same id tells. */
        UNKNOWN
    }

    /** An appointment as it was told: its state is FHIR's word, its slots are ids. */
    public record Appointment(String id, int version, String state, List<String> slots) {
        public Appointment {
            slots = List.copyOf(slots);
        }
    }

    public static Told done(int status, Appointment appointment, int bodyHash) {
        return new Told(Verdict.DONE, status, "", appointment, bodyHash);
    }

    public static Told refused(int status, String code) {
        return new Told(Verdict.REFUSED, status, code, NO_APPOINTMENT, 0);
    }

    public static Told unknown(int status, String code) {
        return new Told(Verdict.UNKNOWN, status, code, NO_APPOINTMENT, 0);
    }

    @Override
    public String toString() {
        return verdict + " " + status + (code.isEmpty() ? "" : ' ' + code)
                + (appointment.id().isEmpty()
                        ? ""
                        : " " + appointment.id() + " version " + appointment.version() + ' ' + appointment.state() + ' '
                                + appointment.slots());
    }
}
