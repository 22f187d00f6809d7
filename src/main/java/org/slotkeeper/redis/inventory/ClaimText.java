package org.slotkeeper.redis.inventory;

import java.time.Instant;
import java.util.List;

/**
 * The text of a claim as Redis keeps it, one for all of its seats. Where in it each value stands is
 * said here, and for the scripts in {@code lua/part_claim_text.lua}; a test holds the two together.
 */
record ClaimText(String text) {

    static final char HOLD = 'H';
    /** On its way to the ledger, or a mark. */
    static final char CONFIRM = 'C';

    static final int PLACER_WIDTH = PatientMarks.WIDTH;

    private static final int EXPIRES_AT = 1;
    private static final int SINCE_AT = EXPIRES_AT + Texts.MILLIS_WIDTH;
    private static final int KEY_AT = SINCE_AT + Texts.MILLIS_WIDTH;
    private static final int PATIENT_AT = KEY_AT + Texts.KEY_WIDTH;
    private static final int REQUEST_AT = PATIENT_AT + PatientMarks.WIDTH;
    private static final int ORDINALS_AT = REQUEST_AT + Texts.UUID_WIDTH;

    /** How wide the text is that claims one seat, as a mark does. */
    static final int ONE_SEAT_WIDTH = ORDINALS_AT + Texts.ORDINAL_WIDTH;

    /** What the scripts that make a claim are given of it, from its key on. */
    static String owner(String key, String patientMark, String requestOrPlacer) {
        return key + patientMark + requestOrPlacer;
    }

    /**
     * A hold's request is asked for by nobody, who placed it is: it stands at the beginning of the
     * request's place.
     */
    static String placedBy(String placerMark, String request) {
        return placerMark + request.substring(PLACER_WIDTH);
    }

    char kind() {
        return text.charAt(0);
    }

    boolean isConfirm() {
        return kind() == CONFIRM;
    }

    Instant expiresAt() {
        return Texts.parseMillis(text, EXPIRES_AT);
    }

    /**
     * As it stands there: the first digit of a claim that somebody wants to be looked at anew is 5
     * higher.
     */
    String since() {
        return text.substring(SINCE_AT, KEY_AT);
    }

    String key() {
        return text.substring(KEY_AT, PATIENT_AT);
    }

    String patientMark() {
        return text.substring(PATIENT_AT, REQUEST_AT);
    }

    String request() {
        return text.substring(REQUEST_AT, ORDINALS_AT);
    }

    /** Only a hold has one. */
    String placerMark() {
        return text.substring(REQUEST_AT, REQUEST_AT + PLACER_WIDTH);
    }

    List<Integer> ordinals() {
        return Texts.parseOrdinals(text, ORDINALS_AT);
    }
}
