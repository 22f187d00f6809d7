package org.slotkeeper.api;

import java.util.Map;
import java.util.Optional;

/**
 * A request that gets no business answer, for example malformed, not allowed or overloaded, in the
 * words of FHIR but not in its form.
 *
 * @param issueCode from FHIR's issue types, for example {@code structure}
 * @param code our stable code, for example {@code MALFORMED}
 * @param diagnostics a sentence for a developer, without anything about a patient
 * @param expression the field or parameter that is at fault
 * @param headers for example {@code Retry-After}, {@code Allow}, {@code WWW-Authenticate}
 */
public record Failure(
        int status,
        String issueCode,
        String code,
        String diagnostics,
        Optional<String> expression,
        Map<String, String> headers) {

    public static Failure of(int status, String issueCode, String code, String diagnostics) {
        return new Failure(status, issueCode, code, diagnostics, Optional.empty(), Map.of());
    }

    public Failure at(String field) {
        return new Failure(status, issueCode, code, diagnostics, Optional.of(field), headers);
    }

    public Failure with(Map<String, String> moreHeaders) {
        return new Failure(status, issueCode, code, diagnostics, expression, moreHeaders);
    }

    /** Puts a failure into the form the caller reads: an OperationOutcome. */
    @FunctionalInterface
    public interface Writer {
        EngineAnswer write(Failure failure);
    }
}
