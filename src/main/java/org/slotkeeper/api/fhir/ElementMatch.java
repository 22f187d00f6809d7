package org.slotkeeper.api.fhir;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slotkeeper.domain.schedule.Wording;

/** Whether what a sender says of an element is what this server says of it. */
final class ElementMatch {

    private ElementMatch() {}

    /**
     * Where the sender's element says otherwise than all of ours.
     *
     * @param name of a member that the sender's element has
     * @param ours the resource as this server writes it, in one form or in several that are all
     * true
     */
    static Optional<String> other(Element sent, String name, List<Element> ours) {
        List<Object> known = ours.stream()
                .flatMap(one -> Stream.ofNullable(one.members().get(name)))
                .toList();
        Object value = Objects.requireNonNull(sent.members().get(name));
        if (!(value instanceof List<?> items)) {
            return known.stream().anyMatch(one -> isIn(value, one)) ? Optional.empty() : Optional.of(sent.at(name));
        }
        for (int at = 0; at < items.size(); at++) {
            Object item = items.get(at);
            if (!Participants.isPatient(name, item)
                    && known.stream().noneMatch(one -> one instanceof List<?> all && isAmong(item, all))) {
                return Optional.of(sent.at(name) + '[' + at + ']');
            }
        }
        return Optional.empty();
    }

    /** Each simple value with the way to it. */
    static void collectWords(String path, Object value, List<String> words) {
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> collectWords(path + '.' + name, member, words));
        } else if (value instanceof List<?> items) {
            for (int at = 0; at < items.size(); at++) {
                collectWords(path + '[' + at + ']', items.get(at), words);
            }
        } else {
            words.add(path + '=' + value);
        }
    }

    private static boolean isIn(Object said, Object known) {
        if (said instanceof Map<?, ?> some && known instanceof Map<?, ?> all) {
            return some.entrySet().stream()
                    .allMatch(entry ->
                            all.containsKey(entry.getKey()) && isIn(entry.getValue(), all.get(entry.getKey())));
        }
        if (said instanceof List<?> some && known instanceof List<?> all) {
            return some.stream().allMatch(item -> isAmong(item, all));
        }
        return said.equals(known)
                || isSameInWords(said, known)
                || isSameInstant(said, known)
                || isSameReference(said, known);
    }

    private static boolean isAmong(Object said, List<?> all) {
        return all.stream().anyMatch(one -> isIn(said, one));
    }

    /** It may have been read before words were tidied, or composed otherwise on the way. */
    private static boolean isSameInWords(Object said, Object known) {
        return said instanceof String text
                && known instanceof String ours
                && Wording.LINE.tidy(text).equals(Wording.LINE.tidy(ours));
    }

    /** Absolute or relative: that it is to this server has been seen to. */
    private static boolean isSameReference(Object said, Object known) {
        return said instanceof String text && text.endsWith("/FHIR/R4/" + known);
    }

    private static boolean isSameInstant(Object said, Object known) {
        if (!(said instanceof String text && known instanceof String ours)) {
            return false;
        }
        Optional<Instant> instant = Times.parseInstant(text);
        return instant.isPresent() && instant.equals(Times.parseInstant(ours));
    }
}
