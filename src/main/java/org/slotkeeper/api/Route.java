package org.slotkeeper.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every operation that the outside world can ask for, with its method and path. What is not here is 404, and a known path with another method is 405. HEAD asks for what GET asks for, and OPTIONS for the methods of a path.
 */
public enum Route {
    METADATA(Method.GET, "/FHIR/R4/metadata", true),
    SLOT_SEARCH(Method.GET, "/FHIR/R4/Slot", false),
    SLOT_READ(Method.GET, "/FHIR/R4/Slot/{id}", false),
    SCHEDULE_READ(Method.GET, "/FHIR/R4/Schedule/{id}", false),
    HEALTHCARE_SERVICE_READ(Method.GET, "/FHIR/R4/HealthcareService/{id}", false),
    PRACTITIONER_READ(Method.GET, "/FHIR/R4/Practitioner/{id}", false),
    LOCATION_READ(Method.GET, "/FHIR/R4/Location/{id}", false),
    STRUCTURE_DEFINITION_READ(Method.GET, "/FHIR/R4/StructureDefinition/{id}", true),
    CODE_SYSTEM_READ(Method.GET, "/FHIR/R4/CodeSystem/{id}", true),
    VALUE_SET_READ(Method.GET, "/FHIR/R4/ValueSet/{id}", true),
    OPERATION_DEFINITION_READ(Method.GET, "/FHIR/R4/OperationDefinition/{id}", true),
    HOLD(Method.POST, "/FHIR/R4/Appointment/$hold", false),
    BOOK(Method.POST, "/FHIR/R4/Appointment", false),
    APPOINTMENT_SEARCH(Method.GET, "/FHIR/R4/Appointment", false),
    APPOINTMENT_READ(Method.GET, "/FHIR/R4/Appointment/{id}", false),
    APPOINTMENT_CHANGE(Method.PUT, "/FHIR/R4/Appointment/{id}", false),
    SESSION_LIST(Method.GET, "/publish/{ods}/sessions", false),
    SESSION_PUBLISH(Method.PUT, "/publish/{ods}/sessions/{id}", false),
    SESSION_WITHDRAW(Method.DELETE, "/publish/{ods}/sessions/{id}", false),
    PRACTICE_READ(Method.GET, "/publish/{ods}", false),
    PRACTICE_RULES(Method.PUT, "/publish/{ods}/rules", false),
    JWKS(Method.GET, "/.well-known/jwks.json", true),
    DEMO_TOKEN(Method.POST, "/demo/token", true);

    public enum Method {
        GET,
        POST,
        PUT,
        DELETE
    }

    /** No id begins so, but operations of FHIR do, for example {@code $hold} and {@code _history}. */
    private static final String OPERATION_MARKS = "$_";

    private static final String HEAD = "HEAD";
    private static final String OPTIONS = "OPTIONS";

    private final Method method;
    private final String template;
    private final boolean open;
    private final String[] segments;

    Route(Method method, String template, boolean open) {
        this.method = method;
        this.template = template;
        this.open = open;
        this.segments = template.substring(1).split("/");
    }

    public Method method() {
        return method;
    }

    public String template() {
        return template;
    }

    /** Whether it is answered to callers without a token. */
    public boolean isOpen() {
        return open;
    }

    /** Whether it is answered in FHIR's form, where the parameter {@code _format} says more than {@code Accept}. */
    public boolean isFhir() {
        return template.startsWith("/FHIR/");
    }

    /** The path with these values in its places, which is what is sent on instead of what came in. */
    public String path(List<String> values) {
        StringBuilder path = new StringBuilder();
        int next = 0;
        for (String segment : segments) {
            path.append('/').append(isPlace(segment) ? values.get(next++) : segment);
        }
        return path.toString();
    }

    /** What a method and a canonical path ask for. */
    public sealed interface Match {
        /** @param values what stands in the template's places, in order */
        record Found(Route route, List<String> values) implements Match {}

        record WrongMethod(Set<String> allowed) implements Match {}

        /** The methods of the path were asked for. */
        record Methods(Set<String> allowed) implements Match {}

        record Unknown() implements Match {}
    }

    public static Match match(String method, String path, Set<Route> served) {
        String[] asked = path.startsWith("/") ? path.substring(1).split("/", -1) : new String[0];
        Set<String> allowed = new TreeSet<>();
        for (Route route : served) {
            if (route.fits(asked)) {
                if (route.isAskedFor(method)) {
                    return new Match.Found(route, route.valuesIn(asked));
                }
                route.addMethods(allowed);
            }
        }
        if (allowed.isEmpty()) {
            return new Match.Unknown();
        }
        return method.equals(OPTIONS) ? new Match.Methods(allowed) : new Match.WrongMethod(allowed);
    }

    private boolean isAskedFor(String askedBy) {
        return method.name().equals(askedBy) || (method == Method.GET && askedBy.equals(HEAD));
    }

    private void addMethods(Set<String> allowed) {
        allowed.add(method.name());
        allowed.add(OPTIONS);
        if (method == Method.GET) {
            allowed.add(HEAD);
        }
    }

    private boolean fits(String[] asked) {
        if (asked.length != segments.length) {
            return false;
        }
        for (int at = 0; at < segments.length; at++) {
            boolean same = isPlace(segments[at])
                    ? !asked[at].isEmpty() && OPERATION_MARKS.indexOf(asked[at].charAt(0)) < 0
                    : segments[at].equals(asked[at]);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private List<String> valuesIn(String[] asked) {
        List<String> values = new ArrayList<>(2);
        for (int at = 0; at < segments.length; at++) {
            if (isPlace(segments[at])) {
                values.add(asked[at]);
            }
        }
        return values;
    }

    private static boolean isPlace(String segment) {
        return segment.charAt(0) == '{';
    }
}
