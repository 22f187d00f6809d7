package org.slotkeeper.gateway.http;

import java.util.Optional;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Route;

/** What kind of body a route takes, and how long it may be. */
enum Bodies {
    NONE(0),
    FHIR(64 * 1024, "application/fhir+json", "application/json"),
    JSON(256 * 1024, "application/json"),
    FORM(4 * 1024, "application/x-www-form-urlencoded");

    private final int bytesMax;
    private final String[] types;

    Bodies(int bytesMax, String... types) {
        this.bytesMax = bytesMax;
        this.types = types;
    }

    /** A route that is not here does not compile. */
    static Bodies of(Route route) {
        return switch (route) {
            case METADATA,
                    SLOT_SEARCH,
                    APPOINTMENT_SEARCH,
                    APPOINTMENT_READ,
                    SESSION_LIST,
                    PRACTICE_READ,
                    JWKS,
                    SLOT_READ,
                    SCHEDULE_READ,
                    HEALTHCARE_SERVICE_READ,
                    PRACTITIONER_READ,
                    LOCATION_READ,
                    STRUCTURE_DEFINITION_READ,
                    CODE_SYSTEM_READ,
                    VALUE_SET_READ,
                    OPERATION_DEFINITION_READ -> NONE;
            case HOLD, BOOK, APPOINTMENT_CHANGE -> FHIR;
            case SESSION_PUBLISH, SESSION_WITHDRAW, PRACTICE_RULES -> JSON;
            case DEMO_TOKEN -> FORM;
        };
    }

    int bytesMax() {
        return bytesMax;
    }

    Optional<Failure> check(Head head) {
        if (!head.hasBody()) {
            return Optional.empty();
        }
        if (this == NONE) {
            return Optional.of(Failures.malformed("This operation takes no body"));
        }
        String encoding = head.get(Head.Name.CONTENT_ENCODING);
        String type = head.get(Head.Name.CONTENT_TYPE);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Optional.of(Failures.ENCODED);
        }
        boolean readable = type != null && MediaTypes.isOneOf(type, types);
        return readable ? Optional.empty() : Optional.of(Failures.wrongType(types));
    }
}
