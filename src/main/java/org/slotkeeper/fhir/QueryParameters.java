package org.slotkeeper.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slotkeeper.engine.EngineRequest;

/** The parameters of a search, each known to it by name: what it does not know, or cannot take twice, ends the reading. */
final class QueryParameters {

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    private final List<Map.Entry<String, String>> given;

    QueryParameters(List<Map.Entry<String, String>> given, Set<String> known) {
        this.given = given;
        for (Map.Entry<String, String> parameter : given) {
            if (!known.contains(parameter.getKey())) {
                throw Unreadable.invalid(shown(parameter.getKey()), "no such parameter here");
            }
        }
    }

    /** For an operation that takes nothing but its path and its body. */
    static void requireNone(EngineRequest request) {
        var unused = new QueryParameters(request.query(), Set.of(Formats.FORMAT));
    }

    List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (Map.Entry<String, String> parameter : given) {
            if (parameter.getKey().equals(name)) {
                values.add(parameter.getValue());
            }
        }
        return values;
    }

    Optional<String> one(String name) {
        Optional<String> value = Optional.empty();
        for (Map.Entry<String, String> parameter : given) {
            if (parameter.getKey().equals(name)) {
                if (value.isPresent()) {
                    throw Unreadable.invalid(name, "must be given once");
                }
                value = Optional.of(parameter.getValue());
            }
        }
        return value;
    }

    /** How many entries a page is to have: no more than the most there can be, however many are asked for. */
    int count(int otherwise, int max) {
        Optional<String> count = one("_count");
        if (count.isEmpty()) {
            return otherwise;
        }
        if (!COUNT.matcher(count.get()).matches() || Integer.parseInt(count.get()) < 1) {
            throw Unreadable.invalid("_count", "must be a whole number from 1 to " + max);
        }
        return Math.min(max, Integer.parseInt(count.get()));
    }

    private static String shown(String name) {
        return name.matches("[A-Za-z0-9_.:-]{1,64}") ? name : "?";
    }
}
