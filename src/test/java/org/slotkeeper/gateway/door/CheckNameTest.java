package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckNameTest {

    private final Arriving arriving = new Arriving();
    private final Step[] steps = {new NameRequest(() -> new UUID(1, 2)), new CheckName()};

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void aRequestWithoutAnIdOrWithAGoodOneGoesOn() {
        assertThat(verdict("POST", "")).isSameAs(Verdict.GO_ON);
        assertThat(verdict("POST", "X-Request-ID: " + new UUID(3, 4) + "\r\n")).isSameAs(Verdict.GO_ON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Request-ID", "Idempotency-Key"})
    void aWriteWithABadIdIsRefusedByTheNameOfItsHeader(String header) {
        assertThat(verdict("PUT", header + ": seven\r\n")).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.failure().status()).isEqualTo(400);
            assertThat(refused.failure().expression()).contains(header);
        });
    }

    @Test
    void aWriteIsKnownByItsKeyWhateverAProxyCallsIt() {
        String key = "Idempotency-Key: " + new UUID(3, 4) + "\r\n";
        assertThat(verdict("POST", "X-Request-ID: seven\r\n" + key)).isSameAs(Verdict.GO_ON);
        assertThat(verdict("POST", "X-Request-ID: " + new UUID(3, 4) + "\r\nIdempotency-Key: eight\r\n"))
                .isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void aReadGoesOnWhateverItIsCalled(String method) {
        assertThat(verdict(method, "X-Request-ID: seven\r\nIdempotency-Key: eight\r\n"))
                .isSameAs(Verdict.GO_ON);
    }

    private Verdict verdict(String method, String headers) {
        return arriving.pass(method + " / HTTP/1.1\r\n" + headers + "Host: there", steps)
                .verdict();
    }
}
