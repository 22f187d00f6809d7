package org.slotkeeper.api.fhir;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lists of entity tags by which callers name versions (RFC 9110, 5.6.1 and 8.8.3). Ours
 * are the versions themselves, and weak, as FHIR's are.
 */
final class EntityTags {

    /** One tag or none, and the comma behind it or the end. */
    private static final Pattern TAG =
            Pattern.compile("[ \\t]*+(?:(?:W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*+)\")?+[ \\t]*+(,|\\z)");

    private static final Pattern VERSION = Pattern.compile("0|[1-9][0-9]{0,8}");

    private EntityTags() {}

    /**
     * The versions that are named, weakly or strongly; nothing if this is no list of tags. A tag
     * that we cannot have given names none.
     */
    static Optional<Set<Integer>> versions(String list) {
        Set<Integer> versions = new HashSet<>();
        Matcher tag = TAG.matcher(list);
        boolean isMore = true;
        boolean hasTag = false;
        for (int at = 0; isMore; at = tag.end()) {
            if (!tag.region(at, list.length()).lookingAt()) {
                return Optional.empty();
            }
            Optional<String> text = Optional.ofNullable(tag.group(1));
            text.filter(version -> VERSION.matcher(version).matches())
                    .ifPresent(version -> versions.add(Integer.valueOf(version)));
            hasTag |= text.isPresent();
            isMore = tag.group(2).equals(",");
        }
        return hasTag ? Optional.of(versions) : Optional.empty();
    }
}
