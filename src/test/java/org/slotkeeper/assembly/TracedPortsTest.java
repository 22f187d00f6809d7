package org.slotkeeper.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slotkeeper.api.Route;
import org.slotkeeper.booking.LedgerWorld;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.SlotInventory;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.tracing.Span;
import org.slotkeeper.tracing.Step;

final class TracedPortsTest {

    private static final OdsCode PRACTICE = LedgerWorld.newPractice();
    private static final NhsNumber PATIENT = LedgerWorld.newPatient();
    private static final Caller CALLER = LedgerWorld.self(PATIENT);

    private final List<String> told = new ArrayList<>();
    private Future<?> answer = Future.succeededFuture(Optional.of("found"));
    private final SlotInventory inventory =
            new TracedInventory(port(SlotInventory.class), new TracedCalls(new Told("request")));
    private final AppointmentLedger ledger =
            new TracedLedger(port(AppointmentLedger.class), new TracedCalls(new Told("request")));

    /** Whose every call is answered so. */
    private <P> P port(Class<P> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    told.add("asked " + method.getName());
                    return method.getReturnType() == Future.class ? answer : null;
                }));
    }

    @Test
    void aCallIsNotedWithItsPracticeAndTheTypeOfItsAnswer() {
        assertThat(inventory.holdOf(PRACTICE, PATIENT, LedgerWorld.NOW)).isSameAs(answer);

        assertThat(told).containsExactly("begun HOLD_OF", "of " + PRACTICE, "asked holdOf", "ended String");
    }

    @Test
    void aCallThatIsAboutNoOnePracticeNamesNone() {
        answer = Future.succeededFuture(List.of());

        assertThat(inventory.practicesWithHoldsOf(PATIENT, LedgerWorld.NOW)).isSameAs(answer);

        assertThat(told.get(0)).isEqualTo("begun PLACES_OF_HOLDS");
        assertThat(told).noneMatch(each -> each.startsWith("of "));
    }

    @Test
    void aCallThatFailsIsNotedAsThat() {
        answer = Future.failedFuture(new IllegalStateException("away"));

        Future<Void> noted = ledger.audit(
                PRACTICE,
                "read",
                "OK",
                Optional.empty(),
                new AppointmentLedger.Reader(CALLER, new UUID(0, 1), LedgerWorld.NOW));

        assertThat(noted.failed()).isTrue();
        assertThat(told).containsExactly("begun AUDIT", "of " + PRACTICE, "asked audit", "failed");
    }

    @Test
    void whatIsNotWaitedForIsNotNoted() {
        assertThat(inventory.markOf(PATIENT)).isNull();

        assertThat(told).containsExactly("asked markOf");
    }

    private final class Told implements Span {

        private final String name;

        Told(String name) {
            this.name = name;
        }

        @Override
        public boolean isRecorded() {
            return true;
        }

        @Override
        public Span step(Step step) {
            told.add("begun " + step);
            return new Told(step.label());
        }

        @Override
        public void route(Route route) {
            throw new AssertionError("a call has no route: " + name);
        }

        @Override
        public void practice(OdsCode practice) {
            told.add("of " + practice);
        }

        @Override
        public void answered(Optional<Route> route, int status, String code) {
            throw new AssertionError("a call has no status: " + name);
        }

        @Override
        public void ended(Class<?> outcome) {
            told.add("ended " + outcome.getSimpleName());
        }

        @Override
        public void failed(Throwable cause) {
            told.add("failed");
        }

        @Override
        public String traceId() {
            return "";
        }

        @Override
        public String header() {
            return "";
        }
    }
}
