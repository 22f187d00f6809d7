package org.slotkeeper.api;

/** What may stand behind a media type, wherever one is named: in a header or in {@code _format}. */
public final class MediaTypeParameters {

    private static final String FHIR_VERSION = "4.0";

    private MediaTypeParameters() {}

    /**
     * R4, as {@code fhirVersion=4.0} says, or no version at all.
     *
     * @param parameters with a semicolon before each
     */
    public static boolean isOurFhir(String parameters) {
        String version = value(parameters, "fhirVersion");
        return version.isEmpty() || version.equals(FHIR_VERSION) || version.startsWith(FHIR_VERSION + ".");
    }

    /** Without its quotes; empty if it is not there. */
    public static String value(String parameters, String name) {
        for (String parameter : parameters.split(";")) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).trim().equalsIgnoreCase(name)) {
                String value = parameter.substring(equals + 1).trim();
                boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                return isQuoted ? value.substring(1, value.length() - 1) : value;
            }
        }
        return "";
    }
}
