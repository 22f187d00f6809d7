package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.gateway.http.Failures;

final class AdmitTest {

    private static final String PLAIN = "GET / HTTP/1.1\r\nHost: there";

    private final Arriving arriving = new Arriving();
    private final InFlight inFlight = new InFlight(1);

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void asManyAsThereIsRoomForAreLetIn() {
        Step admit = admit(Arriving.BEGAN_AT);
        Arriving.Passed first = arriving.pass(PLAIN, admit);
        assertThat(first.verdict()).isSameAs(Verdict.GO_ON);
        assertThat(arriving.pass(PLAIN, admit).verdict())
                .isEqualTo(new Verdict.RefusedAtOnce(Failures.overloaded(2), false));
        Step leave = request -> {
            inFlight.leave(first.state().atWork);
            return Verdict.GO_ON;
        };
        assertThat(arriving.pass(PLAIN, leave).verdict()).isSameAs(Verdict.GO_ON);
        assertThat(arriving.pass(PLAIN, admit).verdict()).isSameAs(Verdict.GO_ON);
    }

    @Test
    void aBodyThatNobodyReadsEndsTheConnection() {
        assertThat(arriving.pass(PLAIN, admit(Arriving.BEGAN_AT)).verdict()).isSameAs(Verdict.GO_ON);
        assertThat(arriving.pass(PLAIN + "\r\nContent-Length: 3", admit(Arriving.BEGAN_AT))
                        .verdict())
                .isEqualTo(new Verdict.RefusedAtOnce(Failures.overloaded(2), true));
        assertThat(arriving.stage.meters.scrape()).contains("decision=\"refused_overloaded\"} 1.0");
    }

    @Test
    void whatMayHaveWaitedOutAStallIsNotLetIn() {
        long longAgo = Arriving.BEGAN_AT - StallDetector.LENGTH.toNanos() - 1;
        assertThat(arriving.pass(PLAIN, admit(longAgo)).verdict()).isInstanceOf(Verdict.RefusedAtOnce.class);
        assertThat(arriving.pass(PLAIN, admit(Arriving.BEGAN_AT)).verdict()).isSameAs(Verdict.GO_ON);
    }

    private Step admit(long checkedAt) {
        return new Admit(new StallDetector(checkedAt), inFlight, arriving.stage.meters, () -> 2);
    }
}
