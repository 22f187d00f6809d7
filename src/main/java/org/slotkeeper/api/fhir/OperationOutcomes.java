package org.slotkeeper.api.fhir;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.Failure;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;
import org.slotkeeper.platform.JsonText;

/**
 * Writes failures and refusals as OperationOutcomes: the one place that knows which status a reason
 * has.
 */
public final class OperationOutcomes implements Failure.Writer {

    private static final int OUTCOME_BYTES = 700;
    private static final String RETRY_AFTER = "Retry-After";

    /** Tries again come back spread over this many seconds. */
    private static final int RETRY_SPREAD_SECONDS = 3;

    /** What was sent, as far as a refusal names elements of it. */
    enum Sent {
        APPOINTMENT("Appointment.slot", "Appointment.participant"),
        /** Which parameter is meant no path can say: they differ by the values of their names. */
        PARAMETERS("Parameters.parameter", "Parameters.parameter");

        private final String slot;
        private final String patient;

        Sent(String slot, String patient) {
            this.slot = slot;
            this.patient = patient;
        }
    }

    @Override
    public EngineAnswer write(Failure failure) {
        return answer(failure, Optional.empty());
    }

    /** @param requestId by which those who are to try again are spread over some seconds */
    EngineAnswer write(Refusal refusal, Sent sent, UUID requestId) {
        RefusalDetails details = RefusalDetails.of(refusal);
        Failure said = failureOf(refusal, details);
        Optional<String> field = details.field().or(() -> fieldOf(refusal.reason(), sent));
        Failure failure = field.map(said::at).orElse(said);
        if (refusal.reason() == Reason.OUTCOME_UNKNOWN) {
            int seconds = 1 + Math.floorMod(requestId.hashCode(), RETRY_SPREAD_SECONDS);
            failure = failure.with(Map.of(RETRY_AFTER, Integer.toString(seconds)));
        }
        if (details.retryAfter().isPresent()) {
            long seconds = wholeSeconds(details.retryAfter().get());
            failure = failure.with(Map.of(RETRY_AFTER, Long.toString(seconds)));
        }
        return answer(failure, Optional.of(details));
    }

    /**
     * For those who want to hear of their write in these words: it is done, and the headers say
     * what and where.
     */
    static Buffer done() {
        JsonText text = new JsonText(OUTCOME_BYTES).open();
        text.field("resourceType", "OperationOutcome").array("issue").open();
        text.field("severity", "information").field("code", "informational");
        Issues.details(text, "DONE");
        text.field("diagnostics", "What was asked for is done.");
        return text.close().closeArray().close().toBuffer();
    }

    /** What was to be read, and is not there for the reader. */
    EngineAnswer notShown(Refusal refusal) {
        RefusalDetails details = RefusalDetails.of(refusal);
        String sentence = RefusalSentences.of(refusal, details.words());
        return answer(Failure.of(404, "not-found", refusal.reason().name(), sentence), Optional.of(details));
    }

    /** Names no element: its reader does. */
    static Failure failureOf(Refusal refusal) {
        return failureOf(refusal, RefusalDetails.of(refusal));
    }

    private static Failure failureOf(Refusal refusal, RefusalDetails details) {
        Reason reason = refusal.reason();
        Kind kind = kindOf(reason);
        String sentence = RefusalSentences.of(refusal, details.words());
        return Failure.of(kind.status(), kind.issueCode(), reason.name(), sentence);
    }

    private record Kind(int status, String issueCode) {}

    private static Kind kindOf(Reason reason) {
        return switch (reason) {
            case TOO_EARLY -> new Kind(425, "transient");
            case FORBIDDEN -> new Kind(403, "forbidden");
            case APPOINTMENT_UNKNOWN -> new Kind(404, "not-found");
            case NO_LONGER_KEPT -> new Kind(410, "deleted");
            case VERSION_REQUIRED -> new Kind(428, "required");
            case STALE_VERSION -> new Kind(412, "conflict");
            case SLOT_UNKNOWN -> new Kind(422, "not-found");
            case NOT_ADJACENT, TIME_MISMATCH, ELEMENT_MISMATCH, NOT_AMENDABLE -> new Kind(422, "invariant");
            case REQUEST_ID_REUSED,
                    ONLINE_BOOKING_OFF,
                    IN_THE_PAST,
                    TOO_LATE,
                    EMBARGOED,
                    OUTSIDE_BOOKING_WINDOW,
                    HOLD_EXISTS,
                    PATIENT_LIMIT,
                    PATIENT_OVERLAP -> new Kind(422, "business-rule");
            // Never "duplicate": some senders take that as word that their booking was received.
            case HOLD_EXPIRED, SLOT_TAKEN -> new Kind(409, "conflict");
            case OUTCOME_UNKNOWN -> new Kind(503, "transient");
        };
    }

    private static Optional<String> fieldOf(Reason reason, Sent sent) {
        return switch (reason) {
            case REQUEST_ID_REUSED -> Optional.of("X-Request-ID");
            case VERSION_REQUIRED, STALE_VERSION -> Optional.of("If-Match");
            case SLOT_UNKNOWN,
                    NOT_ADJACENT,
                    IN_THE_PAST,
                    EMBARGOED,
                    OUTSIDE_BOOKING_WINDOW,
                    PATIENT_OVERLAP,
                    SLOT_TAKEN -> Optional.of(sent.slot);
            case HOLD_EXISTS, PATIENT_LIMIT -> Optional.of(sent.patient);
            case TIME_MISMATCH -> Optional.of("Appointment.start");
            case TOO_EARLY,
                    FORBIDDEN,
                    APPOINTMENT_UNKNOWN,
                    NO_LONGER_KEPT,
                    ELEMENT_MISMATCH,
                    NOT_AMENDABLE,
                    ONLINE_BOOKING_OFF,
                    TOO_LATE,
                    HOLD_EXPIRED,
                    OUTCOME_UNKNOWN -> Optional.empty();
        };
    }

    private static EngineAnswer answer(Failure failure, Optional<RefusalDetails> details) {
        Map<String, String> headers = new HashMap<>(failure.headers());
        headers.put("Content-Type", EngineAnswer.FHIR_JSON);
        return new EngineAnswer(failure.status(), Map.copyOf(headers), body(failure, details), failure.code());
    }

    private static Buffer body(Failure failure, Optional<RefusalDetails> details) {
        JsonText text = new JsonText(OUTCOME_BYTES).open();
        text.field("resourceType", "OperationOutcome").array("issue").open();
        details.ifPresent(each -> each.extensions().accept(text));
        text.field("severity", "error").field("code", failure.issueCode());
        Issues.details(text, failure.code());
        text.field("diagnostics", failure.diagnostics());
        failure.expression()
                .ifPresent(field -> text.array("expression").text(field).closeArray());
        return text.close().closeArray().close().toBuffer();
    }

    private static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
