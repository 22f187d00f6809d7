package org.slotkeeper.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path with places, for example {@code /FHIR/R4/Slot/{id}}. What stands in a place is the
 * caller's.
 */
final class PathTemplate {

    private static final Pattern FORM = Pattern.compile("(/([A-Za-z0-9._$-]+|\\{[a-z]+\\}))+");

    /**
     * No id begins so, but operations of FHIR do, for example {@code $hold} and {@code _history}.
     */
    private static final String OPERATION_MARKS = "$_";

    private final String text;
    private final String[] segments;

    PathTemplate(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a path with places: " + text);
        }
        this.text = text;
        this.segments = text.substring(1).split("/");
    }

    String text() {
        return text;
    }

    boolean fits(String[] asked) {
        if (asked.length != segments.length) {
            return false;
        }
        for (int at = 0; at < segments.length; at++) {
            boolean same = isPlace(segments[at]) ? isForPlace(asked[at]) : segments[at].equals(asked[at]);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** What stands in the places, in order. */
    List<String> valuesIn(String[] asked) {
        List<String> values = new ArrayList<>(2);
        for (int at = 0; at < segments.length; at++) {
            if (isPlace(segments[at])) {
                values.add(asked[at]);
            }
        }
        return values;
    }

    String filled(List<String> values) {
        StringBuilder path = new StringBuilder();
        int next = 0;
        for (String segment : segments) {
            path.append('/').append(isPlace(segment) ? values.get(next++) : segment);
        }
        return path.toString();
    }

    /**
     * Whether there is a path that both fit, so that it would not be clear which of them is meant.
     */
    boolean meets(PathTemplate other) {
        boolean meets = segments.length == other.segments.length;
        for (int at = 0; meets && at < segments.length; at++) {
            meets = meet(segments[at], other.segments[at]);
        }
        return meets;
    }

    private static boolean meet(String one, String other) {
        if (isPlace(one)) {
            return isPlace(other) || isForPlace(other);
        }
        return isPlace(other) ? isForPlace(one) : one.equals(other);
    }

    private static boolean isPlace(String segment) {
        return segment.charAt(0) == '{';
    }

    private static boolean isForPlace(String asked) {
        return !asked.isEmpty() && OPERATION_MARKS.indexOf(asked.charAt(0)) < 0;
    }
}
