package org.slotkeeper.api.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Operation;
import org.slotkeeper.api.Parameter;

/**
 * The parameters of a request. What its operation does not declare ends the reading, or is as if it
 * had not been sent: names that begin with {@code _}, which R4 leaves to servers, and every name if
 * the caller says {@code Prefer: handling=lenient}. A known name with an unknown modifier would be
 * misread by those who leave it out, and always ends the reading.
 */
final class QueryParameters {

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,100}");
    private static final int COUNT_DIGITS_MAX = 9;
    private static final Pattern LENIENT =
            Pattern.compile("(^|[,;\\s])handling\\s*=\\s*\"?lenient\"?($|[,;\\s])", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SUMMARIES = Set.of("true", "text", "data", "count", "false");

    private final List<Map.Entry<String, String>> given;

    /** Of a request that has been checked: see {@link #check}. */
    QueryParameters(EngineRequest request) {
        this.given = request.query();
    }

    static void check(EngineRequest request) {
        Operation operation = request.route().operation();
        for (Map.Entry<String, String> parameter : request.query()) {
            if (!operation.takes(parameter.getKey())) {
                requireIgnorable(parameter.getKey(), operation.parameterNames(), request);
            }
        }
    }

    /** By whichever of its names they came. */
    List<String> all(Parameter parameter) {
        List<String> values = new ArrayList<>(2);
        addTo(values, parameter.name());
        for (int at = 0; at < parameter.otherNames().size(); at++) {
            addTo(values, parameter.otherNames().get(at));
        }
        return values;
    }

    Optional<String> one(Parameter parameter) {
        List<String> values = all(parameter);
        if (values.size() > 1) {
            throw Unreadable.invalid(parameter.name(), "must be given once");
        }
        return values.stream().findFirst();
    }

    private void addTo(List<String> values, String name) {
        for (Map.Entry<String, String> parameter : given) {
            if (parameter.getKey().equals(name)) {
                values.add(parameter.getValue());
            }
        }
    }

    /**
     * How many entries a page is to have: no more than the most there can be, however many are
     * asked for, and none for who wants to know how many there are and nothing else.
     */
    int count(Parameter parameter, int otherwise, int max) {
        if (isSummaryCount()) {
            return 0;
        }
        Optional<String> count = one(parameter);
        if (count.isEmpty()) {
            return otherwise;
        }
        if (!COUNT.matcher(count.get()).matches()) {
            throw Unreadable.invalid(parameter.name(), "must be a whole number, 0 or more");
        }
        return count.get().length() > COUNT_DIGITS_MAX ? max : Math.min(max, Integer.parseInt(count.get()));
    }

    /** Other summaries are answered with whole resources, as R4 allows. */
    private boolean isSummaryCount() {
        Optional<String> summary = one(ResultParameters.SUMMARY);
        if (summary.isPresent() && !SUMMARIES.contains(summary.get())) {
            throw Unreadable.invalid(ResultParameters.SUMMARY.name(), "must be count, or another summary of R4");
        }
        return summary.filter("count"::equals).isPresent();
    }

    /**
     * Whether the order of all our lists was asked for by name.
     *
     * @param names the documented one first
     */
    boolean isSorted(Parameter parameter, List<String> names) {
        Optional<String> sort = one(parameter);
        if (sort.isPresent() && !names.contains(sort.get())) {
            throw Unreadable.invalid(
                    parameter.name(),
                    "must be " + names.get(0) + ": the soonest comes first, and there is no other order");
        }
        return sort.isPresent();
    }

    private static void requireIgnorable(String name, Set<String> known, EngineRequest request) {
        int colon = name.indexOf(':');
        String base = colon < 0 ? name : name.substring(0, colon);
        boolean isInclude = base.equals("_include") || base.equals("_revinclude");
        if (colon > 0 && !isInclude && isKnown(base, known)) {
            throw Unreadable.invalid(shown(name), "no such modifier here");
        }
        boolean isLenient = request.header("prefer")
                .map(prefer -> LENIENT.matcher(prefer).find())
                .orElse(false);
        if (!name.startsWith("_") && !isLenient) {
            throw Unreadable.invalid(shown(name), "no such parameter here");
        }
    }

    private static boolean isKnown(String base, Set<String> known) {
        return known.contains(base) || known.stream().anyMatch(name -> name.startsWith(base + ':'));
    }

    private static String shown(String name) {
        return name.matches("[A-Za-z0-9_.:-]{1,64}") ? name : "?";
    }
}
