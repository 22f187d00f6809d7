package org.slotkeeper.api.fhir;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.schedule.Wording;
import org.slotkeeper.platform.StrictJson;

/**
 * An object of a resource with the path by which FHIR names it. What is asked of it is there in the
 * right type, or not there, or the reading ends.
 *
 * @param path for example {@code Appointment.participant[0].actor}
 */
record Element(String path, Map<String, Object> members) {

    private static final StrictJson JSON =
            new StrictJson(new StrictJson.Limits(20, 100_000, 200, 50), StrictJson.Useless.REFUSED);

    /**
     * @param root what the object is called in a path
     * @throws Unreadable for anything else than one object
     */
    static Element read(Buffer body, String root) {
        try {
            return new Element(root, JSON.read(body.getBytes()));
        } catch (StrictJson.Malformed malformed) {
            throw Unreadable.malformed(root + malformed.path(), malformed.why());
        }
    }

    String at(String name) {
        return path + '.' + name;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Text with something in it. */
    @CanIgnoreReturnValue
    Optional<String> text(String name) {
        Object value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw Unreadable.malformed(at(name), "must be a string");
        }
        if (text.isBlank()) {
            throw Unreadable.invalid(at(name), "must not be empty: leave it out");
        }
        return Optional.of(text);
    }

    /** Text for people, as it is kept: see {@link Wording#PROSE}. */
    Optional<String> prose(String name, int charactersMax) {
        return text(name).map(words -> {
            Wording.PROSE.brokenRule(words, charactersMax).ifPresent(rule -> {
                throw Unreadable.invalid(at(name), rule);
            });
            return Wording.PROSE.tidy(words);
        });
    }

    @CanIgnoreReturnValue
    Optional<Element> object(String name) {
        Object value = members.get(name);
        return value == null ? Optional.empty() : Optional.of(objectAt(at(name), value));
    }

    /** The objects of an array; none if there is no such array. */
    @CanIgnoreReturnValue
    List<Element> objects(String name) {
        Object value = members.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            throw Unreadable.malformed(at(name), "must be an array");
        }
        if (items.isEmpty()) {
            throw Unreadable.malformed(at(name), "must not be an empty array: leave it out");
        }
        List<Element> objects = new ArrayList<>(items.size());
        for (Object item : items) {
            objects.add(objectAt(at(name) + '[' + objects.size() + ']', item));
        }
        return objects;
    }

    void requireNumber(String name) {
        if (has(name) && !(members.get(name) instanceof Number)) {
            throw Unreadable.malformed(at(name), "must be a number");
        }
    }

    /** Ends the reading if there is a member that R4 does not know here. */
    void requireOnly(Set<String> known) {
        for (String name : members.keySet()) {
            if (!known.contains(name)) {
                throw Unreadable.malformed(at(StrictJson.shown(name)), "no such element in R4");
            }
        }
    }

    /** Ends the reading if there is a member that R4 knows but that would be lost here. */
    void refuse(Set<String> unsupported) {
        for (String name : members.keySet()) {
            if (unsupported.contains(name)) {
                throw Unreadable.notSupported(at(name));
            }
        }
    }

    private static Element objectAt(String path, Object value) {
        if (!(value instanceof Map<?, ?> members)) {
            throw Unreadable.malformed(path, "must be an object");
        }
        @SuppressWarnings("unchecked") // The reader makes no other maps than those with names for keys.
        Map<String, Object> named = (Map<String, Object>) members;
        return new Element(path, named);
    }
}
