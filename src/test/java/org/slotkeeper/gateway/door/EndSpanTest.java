package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.tracing.Span;

final class EndSpanTest {

    private final Arriving arriving = new Arriving();

    @AfterEach
    void stop() {
        arriving.close();
    }

    @Test
    void theSpanOfARequestEndsWithItsAnswer() {
        List<Object> told = new ArrayList<>();
        Span span = (Span) Proxy.newProxyInstance(
                Span.class.getClassLoader(), new Class<?>[] {Span.class}, (proxy, method, values) -> {
                    told.add(method.getName());
                    told.addAll(List.of(values));
                    return null;
                });
        RequestState unfound =
                arriving.pass("GET / HTTP/1.1\r\nHost: there", new CheckName()).state();
        RequestState state =
                new RequestState(unfound.request, unfound.head, Arriving.BEGAN_AT, span, Arriving.somebody());
        new EndSpan().answered(state, 404, "NOT_FOUND", 7, 2_000_000L);
        assertThat(told).containsExactly("answered", Optional.empty(), 404, "NOT_FOUND");
    }
}
