package org.slotkeeper.api.fhir;

import java.util.Map;
import java.util.Optional;
import org.slotkeeper.api.Failure;
import org.slotkeeper.domain.appointment.Refusal;

/**
 * Ends the reading of a request that cannot become a command. Thrown by readers, wherever in a
 * resource they are, and caught in one place, {@link FhirOperations}: it never leaves this room.
 */
final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    private Unreadable(Failure failure) {
        super(failure.code(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }

    /** Not the shape of the resource it should be. */
    static Unreadable malformed(String path, String diagnostics) {
        return failing(400, "structure", "MALFORMED", diagnostics, path);
    }

    /** The right shape, but not a value that the element or parameter can have. */
    static Unreadable invalid(String path, String diagnostics) {
        return failing(400, "value", "INVALID_PARAMETER", diagnostics, path);
    }

    static Unreadable nhsNumber(String path) {
        String diagnostics = "must be an NHS number: ten digits, the last of them the modulus 11 check of the others";
        return failing(400, "value", "INVALID_NHS_NUMBER", diagnostics, path);
    }

    /** Well-formed, but breaks a rule. */
    static Unreadable rule(String code, String path, String diagnostics) {
        return failing(422, "invariant", code, diagnostics, path);
    }

    /** R4 allows it, but here it would be lost without a word. */
    static Unreadable notSupported(String path) {
        String diagnostics = "this server does not keep this element, and does not drop it silently";
        return failing(422, "not-supported", "NOT_SUPPORTED", diagnostics, path);
    }

    /** A condition or a preference of HTTP or FHIR that would be passed over without a word. */
    static Unreadable notSupported(String header, String diagnostics) {
        return failing(422, "not-supported", "NOT_SUPPORTED", diagnostics, header);
    }

    static Unreadable tooCostly(String path, String diagnostics) {
        return failing(422, "too-costly", "TOO_COSTLY", diagnostics, path);
    }

    static Unreadable notAcceptable(String path, String diagnostics) {
        return failing(406, "not-supported", "NOT_ACCEPTABLE", diagnostics, path);
    }

    static Unreadable refused(Refusal.Reason reason, String path) {
        return new Unreadable(
                OperationOutcomes.failureOf(new Refusal.Plain(reason)).at(path));
    }

    private static Unreadable failing(int status, String issueCode, String code, String diagnostics, String path) {
        return new Unreadable(
                new Failure(status, issueCode, code, path + ": " + diagnostics, Optional.of(path), Map.of()));
    }
}
