package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CheckFramingTest {

    private final Arriving arriving = new Arriving();

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void whatEndsInOnePlaceGoesOn() {
        assertThat(arriving.pass("GET / HTTP/1.1\r\nHost: there", new CheckFraming())
                        .verdict())
                .isSameAs(Verdict.GO_ON);
    }

    @Test
    void whatCouldBeReadInTwoWaysEndsItsConnection() {
        Verdict verdict = arriving.pass("GET / HTTP/1.1\r\nHost: here\r\nHost: there", new CheckFraming())
                .verdict();
        assertThat(verdict).isInstanceOfSatisfying(Verdict.RefusedAtOnce.class, refused -> assertThat(refused.close())
                .isTrue());
    }
}
