package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NameRequestTest {

    private static final UUID OURS = new UUID(1, 2);
    private static final UUID THEIRS = UUID.fromString("7f1f6d2e-6c7b-4b8e-9d7a-3a0f4c2b1d11");
    private static final UUID KEY = UUID.fromString("11111111-2222-3333-4444-555555555555");

    private final Arriving arriving = new Arriving();

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void aRequestWithoutAnIdIsGivenOne() {
        RequestState state = named("");
        assertThat(state.requestId).isEqualTo(OURS);
        assertThat(state.echoedId).isEqualTo(OURS.toString());
        assertThat(state.misnamed).isNull();
    }

    @Test
    void anIdOfTheCallersIsKeptAsItWasWritten() {
        String plain = THEIRS.toString().replace("-", "").toUpperCase(java.util.Locale.ROOT);
        RequestState state = named("X-Request-ID: " + plain + "\r\n");
        assertThat(state.requestId).isEqualTo(THEIRS);
        assertThat(state.echoedId).isEqualTo(plain);
    }

    @Test
    void aKeyIsWhatARepeatIsKnownBy() {
        RequestState state = named("X-Request-ID: " + THEIRS + "\r\nIdempotency-Key: \"" + KEY + "\"\r\n");
        assertThat(state.requestId).isEqualTo(KEY);
        assertThat(state.echoedId).isEqualTo(THEIRS.toString());
    }

    @Test
    void whatCannotBeReadIsRememberedAndTheRequestHasAnIdAllTheSame() {
        RequestState state = named("X-Request-ID: seven\r\n");
        assertThat(state.misnamed).isEqualTo("X-Request-ID");
        assertThat(state.echoedId).isEqualTo(OURS.toString());
        assertThat(named("Idempotency-Key: eight\r\n").misnamed).isEqualTo("Idempotency-Key");
    }

    private RequestState named(String headers) {
        Arriving.Passed passed =
                arriving.pass("POST / HTTP/1.1\r\n" + headers + "Host: there", new NameRequest(() -> OURS));
        assertThat(passed.verdict()).isSameAs(Verdict.GO_ON);
        return passed.state();
    }
}
