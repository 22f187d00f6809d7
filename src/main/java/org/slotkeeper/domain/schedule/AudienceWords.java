package org.slotkeeper.domain.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slotkeeper.domain.party.OdsCode;

/**
 * An audience as a list of words, as practices publish it and as the ledger keeps it:
 * {@code registered-patients}, {@code any-patient}, {@code practice}, {@code org-type:111},
 * {@code ods:RXX01}.
 */
public final class AudienceWords {

    private static final int WORDS_MAX = 50;
    private static final String REGISTERED = "registered-patients";
    private static final String ANY = "any-patient";
    public static final String PRACTICE = "practice";
    private static final String TYPE = "org-type:";
    private static final String ODS = "ods:";
    private static final Pattern TYPE_FORMAT = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private AudienceWords() {}

    /** The same audience has the same words in the same order. */
    public static List<String> of(Audience audience) {
        List<String> words = new ArrayList<>();
        if (audience.registeredPatients()) {
            words.add(REGISTERED);
        }
        if (audience.anyPatient()) {
            words.add(ANY);
        }
        audience.organisationTypes().stream().sorted().map(TYPE::concat).forEach(words::add);
        audience.organisations().stream()
                .map(OdsCode::value)
                .sorted()
                .map(ODS::concat)
                .forEach(words::add);
        return words.isEmpty() ? List.of(PRACTICE) : List.copyOf(words);
    }

    /** The rule that the words do not keep; nothing if they are an audience. */
    public static Optional<String> broken(List<String> words) {
        if (words.isEmpty() || words.size() > WORDS_MAX) {
            return Optional.of("must have 1 to " + WORDS_MAX + " entries");
        }
        return words.stream().allMatch(AudienceWords::isKnown)
                ? Optional.empty()
                : Optional.of("must be registered-patients, any-patient, practice, org-type:TYPE or ods:CODE");
    }

    /** @throws IllegalArgumentException if a word names nobody, or if there is none */
    public static Audience parse(List<String> words) {
        broken(words).ifPresent(rule -> {
            throw new IllegalArgumentException("an audience " + rule);
        });
        Set<String> types = new HashSet<>();
        Set<OdsCode> organisations = new HashSet<>();
        for (String word : words) {
            if (word.startsWith(TYPE)) {
                types.add(word.substring(TYPE.length()));
            } else if (word.startsWith(ODS)) {
                organisations.add(new OdsCode(word.substring(ODS.length())));
            }
        }
        return new Audience(words.contains(REGISTERED), words.contains(ANY), types, organisations);
    }

    /** All words in one text. */
    public static String text(Audience audience) {
        return String.join(",", of(audience));
    }

    /** @throws IllegalArgumentException if it is not the text of an audience */
    public static Audience parseText(String text) {
        return parse(List.of(text.split(",", -1)));
    }

    private static boolean isKnown(String word) {
        if (word.startsWith(TYPE)) {
            return TYPE_FORMAT.matcher(word.substring(TYPE.length())).matches();
        }
        if (word.startsWith(ODS)) {
            return OdsCode.isValid(word.substring(ODS.length()));
        }
        return word.equals(REGISTERED) || word.equals(ANY) || word.equals(PRACTICE);
    }
}
