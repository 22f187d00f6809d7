package org.slotkeeper.api.fhir;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slotkeeper.booking.FreeSlots.Absence;
import org.slotkeeper.booking.FreeSlots.Why;
import org.slotkeeper.platform.JsonText;

/**
 * Writes why a practice has no free slot to offer, or when it will have more, as an entry for
 * information.
 */
final class Absences {

    private static final int ENTRY_BYTES = 600;

    private Absences() {}

    /** An entry of a searchset. */
    static byte[] entry(Absence absence, UUID requestId, boolean isFirst) {
        String named = requestId + absence.practice().value();
        UUID id = isFirst ? requestId : UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.US_ASCII));
        JsonText text = new JsonText(ENTRY_BYTES);
        text.open().field("fullUrl", "urn:uuid:" + id).object("resource");
        text.field("resourceType", "OperationOutcome").array("issue");
        write(text, absence);
        text.closeArray().close();
        text.object("search").field("mode", "outcome").close().close();
        return text.toBytes();
    }

    private static void write(JsonText text, Absence absence) {
        text.open();
        absence.from().ifPresent(from -> writeFrom(text, absence.why(), from));
        text.field("severity", "information").field("code", issueCode(absence));
        Issues.details(text, absence.why().name());
        text.field("diagnostics", "Practice " + absence.practice().value() + ' ' + sentence(absence));
        text.close();
    }

    private static void writeFrom(JsonText text, Why why, Instant from) {
        text.array("extension");
        if (why == Why.EMBARGOED) {
            Fragments.instant(text, Systems.NEXT_RELEASE, from);
            Fragments.instant(text, Systems.RELEASED_AT, from);
        } else {
            Fragments.instant(text, Systems.OPENS_AT, from);
        }
        text.closeArray();
    }

    private static String issueCode(Absence absence) {
        return switch (absence.why()) {
            case PRACTICE_UNKNOWN, NOT_PUBLISHED, ALL_TAKEN, IN_THE_PAST, NOT_FOR_YOU -> "not-found";
            case ONLINE_BOOKING_OFF, EMBARGOED, OUTSIDE_BOOKING_WINDOW -> "business-rule";
        };
    }

    private static String sentence(Absence absence) {
        String from = absence.from().map(instant -> " until " + instant).orElse("");
        return switch (absence.why()) {
            case PRACTICE_UNKNOWN -> "is not known here.";
            case ONLINE_BOOKING_OFF -> "is closed to online booking.";
            case EMBARGOED -> "has free slots in this time that are embargoed" + from + ".";
            case OUTSIDE_BOOKING_WINDOW ->
                "has free slots in this time that are outside its booking window" + from + ".";
            case ALL_TAKEN -> "has slots in this time, and all of them are taken.";
            case IN_THE_PAST -> "has nothing to offer in this time: it is over.";
            case NOT_FOR_YOU -> "has slots in this time, and they are for others than this caller.";
            case NOT_PUBLISHED -> "has published no such slots in this time." + otherKinds(absence);
        };
    }

    private static String otherKinds(Absence absence) {
        Optional<String> kinds = absence.otherKinds().stream()
                .map(kind -> kind.serviceType() + " (" + kind.channel().word() + ')')
                .reduce((some, next) -> some + ", " + next);
        return kinds.map(names -> " There are: " + names + '.').orElse("");
    }
}
