package org.slotkeeper.gateway;

/** Reads {@code Content-Type} and {@code Accept} as far as we need them. */
final class MediaTypes {

    private static final String[] ANSWERED = {"*/*", "application/*", "application/fhir+json", "application/json"};

    private MediaTypes() {}

    /** Whether a body of this type is of one of the types, in UTF-8. */
    static boolean isOneOf(String contentType, String... types) {
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        return isIn(type.trim(), types) && (end < 0 || isUtf8(contentType.substring(end)));
    }

    /** Whether a caller who accepts these can be answered in JSON. Nothing said is anything goes. */
    static boolean acceptsJson(String accept) {
        int from = 0;
        while (from <= accept.length()) {
            int comma = accept.indexOf(',', from);
            int to = comma < 0 ? accept.length() : comma;
            if (isAccepted(accept.substring(from, to))) {
                return true;
            }
            from = to + 1;
        }
        return accept.isBlank();
    }

    private static boolean isAccepted(String range) {
        int end = range.indexOf(';');
        String type = end < 0 ? range : range.substring(0, end);
        return isIn(type.trim(), ANSWERED) && (end < 0 || !isExcluded(range.substring(end)));
    }

    /** By a weight of nothing: {@code q=0}, {@code q=0.0} and so on. */
    private static boolean isExcluded(String parameters) {
        String weight = parameter(parameters, "q");
        return !weight.isEmpty() && weight.chars().allMatch(c -> c == '0' || c == '.');
    }

    private static boolean isUtf8(String parameters) {
        String charset = parameter(parameters, "charset");
        return charset.isEmpty() || charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("\"utf-8\"");
    }

    private static String parameter(String parameters, String name) {
        for (String parameter : parameters.split(";")) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).trim().equalsIgnoreCase(name)) {
                return parameter.substring(equals + 1).trim();
            }
        }
        return "";
    }

    private static boolean isIn(String type, String[] types) {
        for (String one : types) {
            if (one.equalsIgnoreCase(type)) {
                return true;
            }
        }
        return false;
    }
}
