package org.slotkeeper.api.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slotkeeper.api.fhir.Desk.issue;
import static org.slotkeeper.api.fhir.RefusalTest.requireRefused;

import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.Failure;
import org.slotkeeper.domain.appointment.Refusal;
import org.slotkeeper.domain.appointment.Refusal.Reason;

final class OperationOutcomesTest {

    private static final UUID ONCE = UUID.fromString("00000000-0000-4000-8000-0000000000aa");

    @Test
    void whoComesTooEarlyIsToldWhenToComeBack() {
        EngineAnswer answer = new OperationOutcomes().write(new Refusal.TooEarly(Duration.ofMillis(1_200)), ONCE);

        requireRefused(answer, 425, "transient", "TOO_EARLY");
        assertThat(answer.headers()).containsEntry("Retry-After", "2");
    }

    @Test
    void whoCannotBeToldYetIsToldWhenToComeBack() {
        EngineAnswer answer = new OperationOutcomes().write(new Refusal.Plain(Reason.OUTCOME_UNKNOWN), ONCE);

        requireRefused(answer, 503, "transient", "OUTCOME_UNKNOWN");
        assertThat(Integer.parseInt(answer.headers().get("Retry-After"))).isBetween(1, 3);
        assertThat(answer.body().toString()).doesNotContain("not booked");
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonHasItsOutcome(Reason reason) {
        EngineAnswer answer = new OperationOutcomes().write(new Refusal.Plain(reason), ONCE);

        R4.requireValid(answer);
        assertThat(answer.code()).isEqualTo(reason.name());
        assertThat(answer.status()).isBetween(400, 503);
        assertThat(issue(answer).getString("code")).isNotEqualTo("duplicate");
        assertThat(issue(answer).getString("diagnostics")).endsWith(".");
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
