package org.slotkeeper.identity;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.telemetry.Meters.TokenCheck;

/**
 * Reads from a verified token's claims who the bearer is. A claim that contradicts another, or is
 * of the wrong kind, makes the whole token bad.
 */
final class Callers {

    private static final Set<String> SCOPES = Set.of(Caller.PUBLISH, Caller.READ, Caller.WRITE);
    /** What NHS login says beside the level, and others need not. */
    private static final String PROOFING = "identity_proofing_level";

    private static final String PROVEN = "P9";
    private static final String ACTOR = "act";
    private static final int NAME_LENGTH_MAX = 128;

    private final ClaimNames names;
    private final boolean registeredAnywhere;

    Callers(TokenSettings.Dialect dialect) {
        this.names = dialect.claims();
        this.registeredAnywhere = dialect.registeredAnywhere();
    }

    Verified of(Map<String, Object> claims) {
        boolean patient = claims.containsKey(names.nhsNumber());
        boolean organisation = claims.containsKey(names.organisation());
        if (patient && (organisation || claims.containsKey(names.organisationType()))) {
            return new Verified.Bad(TokenCheck.WRONG_CLAIMS);
        }
        if (patient) {
            return patient(claims);
        }
        return organisation ? organisation(claims) : new Verified.Insufficient();
    }

    private Verified patient(Map<String, Object> claims) {
        boolean wellFormed = claims.get(names.nhsNumber()) instanceof String number
                && NhsNumber.isValid(number)
                && claims.getOrDefault(names.level(), "") instanceof String
                && claims.getOrDefault(PROOFING, PROVEN) instanceof String
                && isAbsentOrOds(claims, names.practice())
                && (!claims.containsKey(ACTOR) || actor(claims).isPresent());
        if (!wellFormed) {
            return new Verified.Bad(TokenCheck.WRONG_CLAIMS);
        }
        boolean proven = text(claims, names.level()).startsWith(PROVEN + '.')
                && PROVEN.equals(claims.getOrDefault(PROOFING, PROVEN));
        if (!proven) {
            return new Verified.Insufficient();
        }
        return new Verified.Known(new Caller.Patient(
                NhsNumber.parse(text(claims, names.nhsNumber())),
                Optional.ofNullable((String) claims.get(names.practice())).map(OdsCode::new),
                registeredAnywhere,
                actor(claims)));
    }

    private Verified organisation(Map<String, Object> claims) {
        Optional<Set<String>> scopes = scopes(claims.getOrDefault(names.scope(), ""));
        boolean wellFormed = claims.get(names.organisation()) instanceof String code
                && OdsCode.isValid(code)
                && scopes.isPresent()
                && (!claims.containsKey(names.organisationType()) || isName(claims.get(names.organisationType())));
        if (!wellFormed) {
            return new Verified.Bad(TokenCheck.WRONG_CLAIMS);
        }
        if (scopes.get().isEmpty()) {
            return new Verified.Insufficient();
        }
        OdsCode organisation = new OdsCode(text(claims, names.organisation()));
        Caller caller = claims.get(names.organisationType()) instanceof String type
                ? new Caller.Organisation(organisation, type, scopes.get())
                : new Caller.PracticeSystem(organisation, scopes.get());
        return new Verified.Known(caller);
    }

    private static String text(Map<String, Object> claims, String name) {
        return (String) claims.getOrDefault(name, "");
    }

    /**
     * Only the scopes that mean something here: from a text with blanks between them, as OAuth has
     * it, or from a list, as roles and permissions are; none if it is neither.
     */
    private static Optional<Set<String>> scopes(Object stated) {
        Set<Object> scopes = new HashSet<>();
        if (stated instanceof String text) {
            scopes.addAll(List.of(text.split(" ")));
        } else if (stated instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            scopes.addAll(list);
        } else {
            return Optional.empty();
        }
        return Optional.of(SCOPES.stream().filter(scopes::contains).collect(Collectors.toUnmodifiableSet()));
    }

    private static Optional<String> actor(Map<String, Object> claims) {
        return claims.get(ACTOR) instanceof Map<?, ?> act && act.get("sub") instanceof String actor && isName(actor)
                ? Optional.of(actor)
                : Optional.empty();
    }

    private static boolean isAbsentOrOds(Map<String, Object> claims, String name) {
        return !claims.containsKey(name) || (claims.get(name) instanceof String code && OdsCode.isValid(code));
    }

    /** Printable ASCII without blanks: it becomes part of keys and of the audit trail. */
    private static boolean isName(@Nullable Object value) {
        return value instanceof String text
                && !text.isEmpty()
                && text.length() <= NAME_LENGTH_MAX
                && text.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
