package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.api.fhir.Desk.issue;
import static org.slotkeeper.api.fhir.RefusalTest.requireRefused;

import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.fhir.OperationOutcomes.Sent;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;

final class OperationOutcomesTest {

    private static final UUID ONCE = UUID.fromString("00000000-0000-4000-8000-0000000000aa");

    @Test
    void whoComesTooEarlyIsToldWhenToComeBack() {
        EngineAnswer answer =
                new OperationOutcomes().write(new Refusal.TooEarly(Duration.ofMillis(1_200)), Sent.APPOINTMENT, ONCE);

        requireRefused(answer, 425, "transient", "TOO_EARLY");
        assertThat(answer.headers()).containsEntry("Retry-After", "2");
    }

    @Test
    void whoCannotBeToldYetIsToldWhenToComeBack() {
        EngineAnswer answer =
                new OperationOutcomes().write(new Refusal.Plain(Reason.OUTCOME_UNKNOWN), Sent.APPOINTMENT, ONCE);

        requireRefused(answer, 503, "transient", "OUTCOME_UNKNOWN");
        assertThat(Integer.parseInt(answer.headers().get("Retry-After"))).isBetween(1, 3);
        assertThat(answer.body().toString()).doesNotContain("not booked");
    }

    /** With alternatives: {@code slot-taken.json} of the golden files. */
    @Test
    void whoIsToldOfNoOtherSlotIsNotSentToLookForOne() {
        EngineAnswer answer = new OperationOutcomes().write(new Refusal.SlotTaken(List.of()), Sent.APPOINTMENT, ONCE);

        requireRefused(answer, 409, "conflict", "SLOT_TAKEN");
        assertThat(issue(answer).getString("diagnostics")).isEqualTo("The slot is held, booked or no longer offered.");
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonHasItsOutcome(Reason reason) {
        EngineAnswer answer = new OperationOutcomes().write(new Refusal.Plain(reason), Sent.APPOINTMENT, ONCE);

        R4.requireValid(answer);
        assertThat(answer.code()).isEqualTo(reason.name());
        assertThat(answer.status()).isBetween(400, 503);
        assertThat(issue(answer).getString("code")).isNotEqualTo("duplicate");
        assertThat(issue(answer).getString("diagnostics")).endsWith(".");
    }

    /** As far as the reason alone says which: {@code ELEMENT_MISMATCH} and {@code NOT_AMENDABLE} bring it with them. */
    @ParameterizedTest
    @EnumSource
    void whatIsAboutAnElementNamesIt(Reason reason) {
        Optional<String> element = elementOf(reason);

        assertThat(expression(reason, Sent.APPOINTMENT)).isEqualTo(element);
        assertThat(expression(reason, Sent.PARAMETERS)).isEqualTo(element.map(field -> switch (field) {
            case "Appointment.slot", "Appointment.participant" -> "Parameters.parameter";
            default -> field;
        }));
    }

    private static Optional<String> elementOf(Reason reason) {
        return switch (reason) {
            case REQUEST_ID_REUSED -> Optional.of("X-Request-ID");
            case VERSION_REQUIRED, STALE_VERSION -> Optional.of("If-Match");
            case TIME_MISMATCH -> Optional.of("Appointment.start");
            case SLOT_UNKNOWN,
                    NOT_ADJACENT,
                    IN_THE_PAST,
                    EMBARGOED,
                    OUTSIDE_BOOKING_WINDOW,
                    PATIENT_OVERLAP,
                    SLOT_TAKEN -> Optional.of("Appointment.slot");
            case HOLD_EXISTS, PATIENT_LIMIT -> Optional.of("Appointment.participant");
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

    private static Optional<String> expression(Reason reason, Sent sent) {
        EngineAnswer answer = new OperationOutcomes().write(new Refusal.Plain(reason), sent, ONCE);
        return Optional.ofNullable(issue(answer).getJsonArray("expression")).map(named -> named.getString(0));
    }

    /** Nothing was sent that would have such an element. */
    @ParameterizedTest
    @EnumSource
    void whatIsNotShownNamesNoElement(Reason reason) {
        EngineAnswer answer = new OperationOutcomes().notShown(new Refusal.Plain(reason));

        assertThat(issue(answer).containsKey("expression")).isFalse();
    }

    @Test
    void aFailureIsWrittenWithItsHeadersAndField() {
        Failure failure = Failure.of(429, "throttled", "THROTTLED", "slow \u0001 down")
                .at("X-Thing")
                .with(Map.of("Retry-After", "3"));

        EngineAnswer answer = new OperationOutcomes().write(failure);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers())
                .containsEntry("Retry-After", "3")
                .containsEntry("Content-Type", "application/fhir+json;charset=utf-8");
        assertThat(issue(answer).getJsonArray("expression")).isEqualTo(new JsonArray().add("X-Thing"));
        assertThat(issue(answer).getString("diagnostics")).isEqualTo("slow \u0001 down");
    }
}
