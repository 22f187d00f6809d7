package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.gateway.http.Failures;

final class RefuseUnreadableTest {

    private final Arriving arriving = new Arriving();

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void whyTheDecoderGaveUpIsSaid() {
        assertThat(arriving.pass("GET /" + "x".repeat(200) + " HTTP/1.1\r\nHost: there", new RefuseUnreadable())
                        .verdict())
                .isEqualTo(new Verdict.RefusedAtOnce(Failures.TARGET_TOO_LONG, true));
        assertThat(arriving.pass("GET / HTTP/1.1\r\nno header", new RefuseUnreadable())
                        .verdict())
                .isInstanceOfSatisfying(Verdict.RefusedAtOnce.class, refused -> {
                    assertThat(refused.failure().status()).isEqualTo(400);
                    assertThat(refused.close()).isTrue();
                });
    }
}
