package org.slotkeeper.load.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A session to be published.
 *
 * @param releaseAfterMillis how long after the run's release its slots are let go; nothing: at once
 */
public record SessionPlan(
        String ods, String id, LocalDate day, LocalTime start, int slots, int number, OptionalLong releaseAfterMillis) {

    private static final int SLOT_MINUTES = 10;

    /** What {@code PUT /publish/{ods}/sessions/{id}} is told. */
    public String body(Instant release) {
        String rule = releaseAfterMillis.isEmpty()
                ? ""
                : ",\"release\":{\"at\":\""
                        + release.plusMillis(releaseAfterMillis.getAsLong()).truncatedTo(ChronoUnit.SECONDS) + "\"}";
        return String.format(
                Locale.ROOT,
                "{\"date\":\"%s\",\"start\":\"%s\",\"end\":\"%s\",\"slotMinutes\":%d,\"clinician\":\"%s\",\"role\":\"General Medical Practitioner\",\"channel\":\"In-person\",\"type\":\"General Consultation Routine\",\"location\":\"Main surgery\"%s}",
                day,
                start,
                start.plusMinutes((long) slots * SLOT_MINUTES),
                SLOT_MINUTES,
                clinician(),
                rule);
    }

    /** Sessions of one name have clinicians of their own, so that nobody is in two places at once whatever else is published. */
    private String clinician() {
        return "Dr Load " + id.substring(0, id.lastIndexOf('-')) + ' ' + number;
    }
}
