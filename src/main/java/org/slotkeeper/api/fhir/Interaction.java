package org.slotkeeper.api.fhir;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slotkeeper.api.Operation;

/**
 * An operation in R4's words, by its method and its path.
 *
 * @param type of resource
 */
record Interaction(String type, Kind kind, Operation operation) {

    private static final Pattern OF_A_TYPE = Pattern.compile(
            FhirApi.BASE + "/(?<type>[A-Z][A-Za-z]*)(?:(?<id>/\\{id\\})|(?:/\\{id\\})?/\\$(?<operation>[a-z-]+))?");

    /** In the order in which we list them. */
    enum Kind {
        READ("read"),
        CREATE("create"),
        UPDATE("update"),
        DELETE("delete"),
        SEARCH("search-type"),
        /** One that R4 does not know: it is listed by its name and definition. */
        EXTENDED("");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** Nothing, if it is about no type of resource. */
    static Optional<Interaction> of(Operation operation) {
        Matcher path = OF_A_TYPE.matcher(operation.template());
        if (!path.matches()) {
            return Optional.empty();
        }
        boolean isExtended = path.group("operation") != null;
        Kind kind = isExtended ? Kind.EXTENDED : kind(operation, path.group("id") != null);
        return Optional.of(new Interaction(path.group("type"), kind, operation));
    }

    /** Of an operation that R4 does not know: what stands behind the {@code $}. */
    String name() {
        return operation.template().substring(operation.template().lastIndexOf('$') + 1);
    }

    private static Kind kind(Operation operation, boolean isOfOne) {
        return switch (operation.method()) {
            case GET -> isOfOne ? Kind.READ : Kind.SEARCH;
            case POST -> unless(isOfOne, Kind.CREATE, operation);
            case PUT -> unless(!isOfOne, Kind.UPDATE, operation);
            case DELETE -> unless(!isOfOne, Kind.DELETE, operation);
        };
    }

    private static Kind unless(boolean isElsewhere, Kind kind, Operation operation) {
        if (isElsewhere) {
            throw new IllegalArgumentException(
                    "R4 has no " + kind.code() + " at " + operation.template() + ", which " + operation + " asks for");
        }
        return kind;
    }
}
