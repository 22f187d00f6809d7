package org.slotkeeper.booking;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The versions of an appointment that a change was made for: one of these, or whichever there is.
 */
public record SeenVersions(boolean isAny, Set<Integer> versions) {

    /** Whichever there is when the change is looked at. */
    public static final SeenVersions ANY = new SeenVersions(true, Set.of());

    public SeenVersions {
        versions = Set.copyOf(versions);
    }

    public static SeenVersions of(Integer... versions) {
        return new SeenVersions(false, Set.of(versions));
    }

    public boolean include(int version) {
        return isAny || versions.contains(version);
    }

    /** The same for the same versions, in every process. */
    String text() {
        return isAny
                ? "*"
                : new TreeSet<>(versions).stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
