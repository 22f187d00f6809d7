package org.slotkeeper.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.Route;
import org.slotkeeper.api.fhir.FhirApi;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.AllRoutes;
import org.slotkeeper.testing.MachineClock;
import org.slotkeeper.testing.Patience;

/** What a request costs that nobody looks at: not one object. */
final class OffTest {

    private static final int REQUESTS = 50_000;
    /** What the measuring itself may take. */
    private static final long BYTES_MAX = 10_000;

    private static final Optional<Route> ROUTE = Optional.of(AllRoutes.of(FhirApi.BOOK));

    @Test
    void withoutTracesNothingIsMadeForARequest() {
        assertThat(bytesOfRequests(Off.TRACES)).isLessThan(BYTES_MAX);
    }

    @Test
    void withTracesNothingIsMadeForARequestThatIsNotLookedAt() {
        try (Meters meters = new Meters()) {
            TraceSettings none = new TraceSettings(
                    "http://127.0.0.1:1/v1/traces", 0, false, 8, Duration.ofSeconds(1), "all", "test");
            Traces traces = new OtlpTraces(none, MachineClock.utc(), System::nanoTime, new Random(1), meters);
            assertThat(bytesOfRequests(traces)).isLessThan(BYTES_MAX);
            assertThat(traces.close().toCompletionStage().toCompletableFuture()).succeedsWithin(Patience.LONG);
        }
    }

    @Test
    void aRequestThatIsLookedAtIsNoticedByThisMeasure() {
        try (Meters meters = new Meters()) {
            TraceSettings all = new TraceSettings(
                    "http://127.0.0.1:1/v1/traces", 1, false, 8, Duration.ofSeconds(1), "all", "test");
            Traces traces = new OtlpTraces(all, MachineClock.utc(), System::nanoTime, new Random(1), meters);
            assertThat(bytesOfRequests(traces)).isGreaterThan(100L * REQUESTS);
            assertThat(traces.close().toCompletionStage().toCompletableFuture()).succeedsWithin(Patience.LONG);
        }
    }

    private static long bytesOfRequests(Traces traces) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int unusedWarmUp = requests(traces, 100);
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        int recorded = requests(traces, REQUESTS);
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(recorded).isBetween(0, REQUESTS);
        return bytes;
    }

    /** What the chain does with the span of each request. */
    private static int requests(Traces traces, int count) {
        int recorded = 0;
        for (int request = 0; request < count; request++) {
            Span span = traces.arrived("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
            recorded += span.isRecorded() ? 1 : 0;
            recorded += span.traceId().isEmpty() ? 0 : 0;
            span.answered(ROUTE, 201, "");
        }
        return recorded;
    }
}
