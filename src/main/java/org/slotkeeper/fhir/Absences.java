package org.slotkeeper.fhir;

import org.slotkeeper.booking.FreeSlots.Absence;
import org.slotkeeper.booking.FreeSlots.Why;

/** Writes why a practice has no free slot to offer, as an issue for information. */
final class Absences {

    private Absences() {}

    /** An element of an issue array. */
    static void write(JsonText text, Absence absence) {
        text.open();
        absence.from().ifPresent(from -> {
            text.array("extension");
            Fragments.instant(text, isEmbargo(absence) ? Systems.RELEASED_AT : Systems.OPENS_AT, from);
            text.closeArray();
        });
        text.field("severity", "information").field("code", issueCode(absence));
        Issues.details(text, absence.why().name());
        text.field("diagnostics", "Practice " + absence.practice().value() + ' ' + sentence(absence));
        text.close();
    }

    private static boolean isEmbargo(Absence absence) {
        return absence.why() == Why.EMBARGOED;
    }

    private static String issueCode(Absence absence) {
        return switch (absence.why()) {
            case PRACTICE_UNKNOWN, NOT_PUBLISHED, ALL_TAKEN -> "not-found";
            case ONLINE_BOOKING_OFF, EMBARGOED, OUTSIDE_BOOKING_WINDOW -> "business-rule";
        };
    }

    private static String sentence(Absence absence) {
        String from = absence.from().map(instant -> " until " + instant).orElse("");
        return switch (absence.why()) {
            case PRACTICE_UNKNOWN -> "is not known here.";
            case ONLINE_BOOKING_OFF -> "is closed to online booking.";
            case NOT_PUBLISHED -> "has published no such slots in this time.";
            case EMBARGOED -> "has free slots in this time that are embargoed" + from + ".";
            case ALL_TAKEN -> "has slots in this time, and all of them are taken.";
            case OUTSIDE_BOOKING_WINDOW ->
                "has free slots in this time that are outside its booking window" + from + ".";
        };
    }
}
