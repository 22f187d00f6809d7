package org.slotkeeper.api.fhir;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slotkeeper.api.MediaTypeParameters;
import org.slotkeeper.api.Parameter;

/** The form in which an answer is asked for by {@code _format}. There is one, by several names. */
final class Formats {

    private static final String FORMAT = Parameter.FORMAT;

    private static final Set<String> JSON = Set.of(
            "json",
            "application/json",
            "application/fhir+json",
            // What is left of the one before when its plus sign came unescaped.
            "application/fhir json",
            "text/json");

    private Formats() {}

    /** Ends the reading if another form is asked for, or two. Nothing said is anything goes. */
    static void requireJson(List<Map.Entry<String, String>> query) {
        boolean isSaid = false;
        for (Map.Entry<String, String> parameter : query) {
            if (parameter.getKey().equals(FORMAT)) {
                if (isSaid) {
                    throw Unreadable.invalid(FORMAT, "must be given once");
                }
                isSaid = true;
                requireJson(parameter.getValue());
            }
        }
    }

    private static void requireJson(String format) {
        int end = format.indexOf(';');
        String type = (end < 0 ? format : format.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !JSON.contains(type)) {
            throw Unreadable.notAcceptable(FORMAT, "this server speaks JSON only: application/fhir+json");
        }
        if (end >= 0 && !MediaTypeParameters.isOurFhir(format.substring(end))) {
            throw Unreadable.notAcceptable(FORMAT, "this server speaks R4 only: fhirVersion=4.0");
        }
    }
}
