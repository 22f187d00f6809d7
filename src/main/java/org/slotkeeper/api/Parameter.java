package org.slotkeeper.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A query parameter that an operation takes.
 *
 * @param name as it stands in a query, and in the links of our own answers
 * @param documentation what may be given, for developers; empty where no document lists the
 * parameter
 * @param otherNames what else callers may write for it
 */
public record Parameter(String name, Type type, String documentation, List<String> otherNames) {

    /**
     * By its value a caller of the FHIR API says in which form it wants the answer: it counts for
     * more than {@code Accept}.
     */
    public static final String FORMAT = "_format";

    /** Of what type it is, in R4's words for search parameters. */
    public enum Type {
        DATE,
        NUMBER,
        REFERENCE,
        STRING,
        TOKEN,
        /** No search parameter of R4's: it names what comes along with what is found. */
        INCLUDE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Parameter {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a parameter has a name");
        }
        otherNames = List.copyOf(otherNames);
    }

    public static Parameter documented(String name, Type type, String documentation) {
        return new Parameter(name, type, documentation, List.of());
    }

    /** One that callers take from our links, or that all operations of a room take alike. */
    public static Parameter unlisted(String name) {
        return new Parameter(name, Type.STRING, "", List.of());
    }

    public Parameter alsoAs(String... names) {
        return new Parameter(name, type, documentation, List.of(names));
    }

    public boolean isListed() {
        return !documentation.isEmpty();
    }

    /** Its name and its other names. */
    List<String> names() {
        List<String> names = new ArrayList<>(otherNames);
        names.add(0, name);
        return names;
    }
}
