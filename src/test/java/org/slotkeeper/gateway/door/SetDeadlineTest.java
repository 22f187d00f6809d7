package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SetDeadlineTest {

    private final Arriving arriving = new Arriving();

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void timeIsCountedFromWhenTheRequestBegan() {
        Arriving.Passed passed =
                arriving.pass("GET / HTTP/1.1\r\nHost: there", new SetDeadline(Duration.ofMillis(1500)));
        assertThat(passed.verdict()).isSameAs(Verdict.GO_ON);
        assertThat(passed.state().lateAt - Arriving.BEGAN_AT).isEqualTo(1_500_000_000L);
    }
}
