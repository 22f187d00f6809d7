package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.testing.AllRoutes;

final class MeasureAnswerTest {

    private final Arriving arriving = new Arriving();

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void anAnswerIsCountedByItsOperationAndStatus() {
        RequestState state = arriving.pass(
                        "GET /FHIR/R4/metadata HTTP/1.1\r\nHost: there", new ReadTarget(AllRoutes.ALL))
                .state();
        new MeasureAnswer(arriving.stage.meters).answered(state, 200, "", 7, 2_000_000L);
        assertThat(arriving.stage.meters.scrape())
                .contains("slotkeeper_http_requests_seconds_count{route=\"metadata\",status=\"200\"} 1")
                .contains("slotkeeper_http_answer_bytes_sum 7.0");
    }
}
