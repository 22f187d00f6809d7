package org.slotkeeper.identity;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final String PROVEN = "P9.";
    private static final int NAME_LENGTH_MAX = 128;

    private Callers() {}

    /**
     * @param registeredAnywhere whether a patient whose token names no practice counts as
     * registered at every one
     */
    static Verified of(Map<String, Object> claims, boolean registeredAnywhere) {
        boolean patient = claims.containsKey("nhs_number");
        boolean organisation = claims.containsKey("ods");
        if (patient && (organisation || claims.containsKey("org_type"))) {
            return new Verified.Bad(TokenCheck.WRONG_CLAIMS);
        }
        if (patient) {
            return patient(claims, registeredAnywhere);
        }
        return organisation ? organisation(claims) : new Verified.Insufficient();
    }

    private static Verified patient(Map<String, Object> claims, boolean registeredAnywhere) {
        boolean wellFormed = claims.get("nhs_number") instanceof String number
                && NhsNumber.isValid(number)
                && claims.getOrDefault("vot", "") instanceof String
                && claims.getOrDefault("identity_proofing_level", "P9") instanceof String
                && isAbsentOrOds(claims, "gp_ods_code")
                && (!claims.containsKey("act") || actor(claims).isPresent());
        if (!wellFormed) {
            return new Verified.Bad(TokenCheck.WRONG_CLAIMS);
        }
        boolean proven = ((String) claims.getOrDefault("vot", "")).startsWith(PROVEN)
                && "P9".equals(claims.getOrDefault("identity_proofing_level", "P9"));
        if (!proven) {
            return new Verified.Insufficient();
        }
        return new Verified.Known(new Caller.Patient(
                NhsNumber.parse((String) claims.getOrDefault("nhs_number", "")),
                Optional.ofNullable((String) claims.get("gp_ods_code")).map(OdsCode::new),
                registeredAnywhere,
                actor(claims)));
    }

    private static Verified organisation(Map<String, Object> claims) {
        boolean wellFormed = claims.get("ods") instanceof String code
                && OdsCode.isValid(code)
                && claims.getOrDefault("scope", "") instanceof String
                && (!claims.containsKey("org_type") || isName(claims.get("org_type")));
        if (!wellFormed) {
            return new Verified.Bad(TokenCheck.WRONG_CLAIMS);
        }
        Set<String> scopes = scopes((String) claims.getOrDefault("scope", ""));
        if (scopes.isEmpty()) {
            return new Verified.Insufficient();
        }
        OdsCode organisation = new OdsCode((String) claims.getOrDefault("ods", ""));
        Caller caller = claims.get("org_type") instanceof String type
                ? new Caller.Organisation(organisation, type, scopes)
                : new Caller.PracticeSystem(organisation, scopes);
        return new Verified.Known(caller);
    }

    /** Only the scopes that mean something here. */
    private static Set<String> scopes(String text) {
        Set<String> scopes = new HashSet<>(List.of(text.split(" ")));
        scopes.retainAll(SCOPES);
        return Set.copyOf(scopes);
    }

    private static Optional<String> actor(Map<String, Object> claims) {
        return claims.get("act") instanceof Map<?, ?> act && act.get("sub") instanceof String actor && isName(actor)
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
