package org.slotkeeper.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slotkeeper.testing.StoreCalls;

/** A meter is there for whatever is called: a process that has done everything once goes on. */
final class MetersTest {

    @Test
    void everyScriptAndStatementHasAMeterOfItsOwn() throws IOException {
        try (Meters meters = new Meters()) {
            List<String> scripts = StoreCalls.of("lua");
            List<String> statements = StoreCalls.of("sql");
            scripts.forEach(name -> meters.storeCall(Meters.Store.REDIS, name).answered(1));
            statements.forEach(
                    name -> meters.storeCall(Meters.Store.POSTGRES, name).answered(1));

            assertThat(scripts.size() + statements.size()).isGreaterThan(70);
            String scraped = meters.scrape();
            assertThat(scripts).allSatisfy(name -> assertThat(scraped).contains("call=\"" + name + "\""));
            assertThat(statements).allSatisfy(name -> assertThat(scraped).contains("call=\"" + name + "\""));
        }
    }

    @Test
    void whatThereIsNoRoomForIsMeasuredTogether() {
        try (Meters meters = new Meters()) {
            for (int name = 0; name < 1_000; name++) {
                meters.storeCall(Meters.Store.REDIS, "call_" + name).answered(1);
            }

            assertThat(meters.scrape().lines().filter(line -> line.startsWith("slotkeeper_store_calls_seconds_count")))
                    .hasSizeLessThan(2 * 260)
                    .anyMatch(line -> line.contains("call=\"other\"") && line.contains("outcome=\"ok\""));
        }
    }
}
