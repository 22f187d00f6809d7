package org.slotkeeper.api.practice;

import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slotkeeper.api.Failure;
import org.slotkeeper.domain.schedule.Wording;
import org.slotkeeper.platform.StrictJson;

/**
 * The fields of one JSON object, asked for by name and type. The first thing that is wrong is
 * remembered and what is returned then is only a stand-in: ask for all fields, then for the
 * failure, and only then use them.
 */
final class JsonFields {

    /** Of any text; of most of them less is taken. */
    private static final int TEXT_MAX = 2_000;

    private static final StrictJson JSON =
            new StrictJson(new StrictJson.Limits(5, TEXT_MAX, TEXT_MAX, 20), StrictJson.Useless.KEPT);

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final Map<String, Object> values;
    private final String path;
    private final Set<String> asked = new HashSet<>();
    private Optional<Failure> failure = Optional.empty();

    JsonFields(Map<String, Object> values) {
        this(values, "");
    }

    private JsonFields(Map<String, Object> values, String path) {
        this.values = values;
        this.path = path;
    }

    static Parsed<JsonFields> read(Buffer body) {
        try {
            return new Parsed.Good<>(new JsonFields(JSON.read(body.getBytes())));
        } catch (StrictJson.Malformed malformed) {
            return new Parsed.Bad<>(Failures.malformed(
                    switch (malformed.kind()) {
                        case NOT_UTF8 -> "the body is not UTF-8";
                        case NOT_AN_OBJECT -> "the body must be a JSON object";
                        case MORE_AFTER_IT -> "something follows the JSON object";
                        case OTHER ->
                            "the body is not one well-formed JSON object, or one that is too deep or too long";
                    }));
        }
    }

    boolean has(String name) {
        asked.add(name);
        return values.containsKey(name);
    }

    /** A line of words, as they are kept. */
    String text(String name) {
        Object value = required(name);
        if (!(value instanceof String text)) {
            return fail(name, "must be a text", "");
        }
        Optional<String> broken = Wording.LINE.brokenRule(text, TEXT_MAX);
        return broken.isPresent() ? fail(name, broken.get(), "") : Wording.LINE.tidy(text);
    }

    /** The field must have this word. */
    void word(String name, String word) {
        if (!required(name).equals(word)) {
            refuse(name, "must be \"" + word + '"');
        }
    }

    int number(String name) {
        return required(name) instanceof Long number && number.intValue() == number
                ? number.intValue()
                : fail(name, "must be a whole number", 0);
    }

    int number(String name, int ifAbsent) {
        return has(name) ? number(name) : ifAbsent;
    }

    boolean flag(String name) {
        return required(name) instanceof Boolean flag ? flag : fail(name, "must be true or false", false);
    }

    LocalDate date(String name) {
        return parsed(name, DATE, LocalDate::parse, "must be a date, for example 2026-11-23", LocalDate.EPOCH);
    }

    LocalTime time(String name) {
        return parsed(name, TIME, LocalTime::parse, "must be a time from 00:00 to 23:59", LocalTime.MIDNIGHT);
    }

    OffsetDateTime instant(String name) {
        return parsed(
                name,
                Pattern.compile(".{1,40}"),
                OffsetDateTime::parse,
                "must be an instant with its offset, for example 2026-11-23T08:00:00+00:00",
                OffsetDateTime.MIN);
    }

    List<String> texts(String name) {
        if (!(required(name) instanceof List<?> list)) {
            return fail(name, "must be a list of texts", List.of());
        }
        List<String> texts = new ArrayList<>();
        for (Object one : list) {
            if (!(one instanceof String text)
                    || Wording.LINE.brokenRule(text, TEXT_MAX).isPresent()) {
                return fail(name, "must be a list of texts", List.of());
            }
            texts.add(text);
        }
        return texts;
    }

    /** The object in this field; what is wrong in it is to be asked of it. */
    JsonFields object(String name) {
        if (!(required(name) instanceof Map<?, ?> map)) {
            return fail(name, "must be an object", new JsonFields(Map.of(), path + name + '.'));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> fields.put((String) key, value));
        return new JsonFields(fields, path + name + '.');
    }

    /** What was wrong first; a field that nobody asked for is wrong too. */
    Optional<Failure> failure() {
        if (failure.isEmpty()) {
            values.keySet().stream()
                    .filter(name -> !asked.contains(name))
                    .findFirst()
                    .map(name -> path + shown(name))
                    .ifPresent(field -> failure = Optional.of(
                            Failures.malformed(field + " is not known here").at(field)));
        }
        return failure;
    }

    /** For what only the reader knows: that this field may not be as it is. */
    void refuse(String name, String rule) {
        var unused = fail(name, rule, "");
    }

    private interface Parse<T> {
        T parse(String text);
    }

    private <T> T parsed(String name, Pattern form, Parse<T> parse, String rule, T standIn) {
        if (required(name) instanceof String text && form.matcher(text).matches()) {
            try {
                return parse.parse(text);
            } catch (DateTimeParseException notOne) {
                return fail(name, rule, standIn);
            }
        }
        return fail(name, rule, standIn);
    }

    private Object required(String name) {
        Object value = has(name) ? values.get(name) : null;
        return value == null ? fail(name, "is required", Optional.empty()) : value;
    }

    private <T> T fail(String name, String rule, T standIn) {
        if (failure.isEmpty()) {
            failure = Optional.of(Failures.badValue(path + name, rule));
        }
        return standIn;
    }

    /**
     * A caller's own name for a field, cut so that an answer cannot be made to carry much of it.
     */
    private static String shown(String name) {
        String shown = name.chars()
                .filter(letter -> letter < 128 && (Character.isLetterOrDigit(letter) || letter == '_' || letter == '-'))
                .limit(40)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return shown.isEmpty() ? "?" : shown;
    }
}
