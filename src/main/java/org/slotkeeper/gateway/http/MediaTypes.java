package org.slotkeeper.gateway.http;

import java.util.List;
import org.slotkeeper.api.MediaTypeParameters;

/** Reads {@code Content-Type} and {@code Accept} as far as we need them. */
final class MediaTypes {

    private static final String FHIR_JSON = "application/fhir+json";
    private static final String[] OTHER_NAMES = {"application/json", "text/json"};
    private static final String[] WHOLE_RANGES = {"application/*", "*/*"};

    private MediaTypes() {}

    /** Whether a body of this type is of one of the types, in UTF-8 and of our version of FHIR. */
    static boolean isOneOf(String contentType, List<String> types) {
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        String parameters = end < 0 ? "" : contentType.substring(end);
        return isIn(type.trim(), types) && isUtf8(parameters) && MediaTypeParameters.isOurFhir(parameters);
    }

    /**
     * Whether a caller who accepts these can be answered in JSON. Nothing said is anything goes. Of
     * several ranges the most exact one decides (RFC 9110, 12.5.1). The charset of a range is not
     * looked at: JSON has one only.
     */
    static boolean acceptsJson(String accept) {
        String[] ranges = accept.split(",");
        Weight asFhir = weight(ranges, FHIR_JSON);
        for (String name : OTHER_NAMES) {
            if (weight(ranges, name) == Weight.ACCEPTED) {
                return true;
            }
        }
        for (String range : WHOLE_RANGES) {
            asFhir = asFhir == Weight.UNSAID ? weight(ranges, range) : asFhir;
        }
        return asFhir == Weight.ACCEPTED || isNothingSaid(ranges);
    }

    private enum Weight {
        UNSAID,
        EXCLUDED,
        ACCEPTED
    }

    /** What is said of the range that is spelled so. */
    private static Weight weight(String[] ranges, String spelling) {
        Weight weight = Weight.UNSAID;
        for (String range : ranges) {
            int end = range.indexOf(';');
            String parameters = end < 0 ? "" : range.substring(end);
            String type = end < 0 ? range : range.substring(0, end);
            if (type.trim().equalsIgnoreCase(spelling)
                    && MediaTypeParameters.isOurFhir(parameters)
                    && weight != Weight.ACCEPTED) {
                weight = isExcluded(parameters) ? Weight.EXCLUDED : Weight.ACCEPTED;
            }
        }
        return weight;
    }

    private static boolean isNothingSaid(String[] ranges) {
        for (String range : ranges) {
            if (!range.isBlank()) {
                return false;
            }
        }
        return true;
    }

    /** By a weight of nothing: {@code q=0}, {@code q=0.0} and so on. */
    private static boolean isExcluded(String parameters) {
        String weight = MediaTypeParameters.value(parameters, "q");
        return !weight.isEmpty() && weight.chars().allMatch(c -> c == '0' || c == '.');
    }

    private static boolean isUtf8(String parameters) {
        String charset = MediaTypeParameters.value(parameters, "charset");
        return charset.isEmpty() || charset.equalsIgnoreCase("utf-8");
    }

    private static boolean isIn(String type, List<String> types) {
        for (int at = 0; at < types.size(); at++) {
            if (types.get(at).equalsIgnoreCase(type)) {
                return true;
            }
        }
        return false;
    }
}
