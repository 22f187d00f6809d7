package org.slotkeeper.api.practice;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.slotkeeper.api.EngineRequest;

/** Reads what practices' requests ask for in their addresses. */
final class Query {

    private Query() {}

    /** @param to the last day, itself included */
    record Days(LocalDate from, LocalDate to) {}

    /** The days that the query names; both are asked for. */
    static Parsed<Days> days(EngineRequest request) {
        return parameters(request).then(found -> day(found, PracticeApi.FROM.name())
                .then(from -> day(found, PracticeApi.TO.name()).then(to -> new Parsed.Good<>(new Days(from, to)))));
    }

    private static Parsed<LocalDate> day(Map<String, String> parameters, String name) {
        String text = parameters.get(name);
        if (text == null) {
            return new Parsed.Bad<>(Failures.badParameter(name, "is required"));
        }
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() >= 2000 && day.getYear() <= 2999
                    ? new Parsed.Good<>(day)
                    : new Parsed.Bad<>(Failures.badParameter(name, "must be in the years 2000 to 2999"));
        } catch (DateTimeParseException notADate) {
            return new Parsed.Bad<>(Failures.badParameter(name, "must be a date, for example 2026-11-23"));
        }
    }

    /** The query parameters, if the operation takes them and none came twice. */
    static Parsed<Map<String, String>> parameters(EngineRequest request) {
        Map<String, String> found = new HashMap<>();
        for (Map.Entry<String, String> parameter : request.query()) {
            if (!request.route().operation().takes(parameter.getKey())) {
                return new Parsed.Bad<>(Failures.badParameter("query", "has a parameter that is not known here"));
            }
            if (found.put(parameter.getKey(), parameter.getValue()) != null) {
                return new Parsed.Bad<>(Failures.badParameter(parameter.getKey(), "must be given once"));
            }
        }
        return new Parsed.Good<>(found);
    }
}
