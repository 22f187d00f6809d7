package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CheckNameTest {

    private final Arriving arriving = new Arriving();
    private final Step[] steps = {new NameRequest(() -> new UUID(1, 2)), new CheckName()};

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void aRequestWithoutAnIdOrWithAGoodOneGoesOn() {
        assertThat(verdict("")).isSameAs(Verdict.GO_ON);
        assertThat(verdict("X-Request-ID: " + new UUID(3, 4) + "\r\n")).isSameAs(Verdict.GO_ON);
    }

    @Test
    void aBadIdIsRefusedByTheNameOfItsHeader() {
        assertThat(verdict("Idempotency-Key: seven\r\n")).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.failure().status()).isEqualTo(400);
            assertThat(refused.failure().expression()).contains("Idempotency-Key");
        });
    }

    private Verdict verdict(String headers) {
        return arriving.pass("GET / HTTP/1.1\r\n" + headers + "Host: there", steps)
                .verdict();
    }
}
