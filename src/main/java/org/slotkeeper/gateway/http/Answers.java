package org.slotkeeper.gateway.http;

import static io.vertx.core.http.HttpHeaders.createOptimized;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.api.EngineAnswer;

/** Writes the head of an answer: the headers that every answer has, and those of this one. */
public final class Answers {

    private static final int NO_CONTENT = 204;
    private static final CharSequence REQUEST_ID = createOptimized("X-Request-ID");
    private static final CharSequence CORRELATION_ID = createOptimized("X-Correlation-ID");
    private static final CharSequence CONNECTION = createOptimized("Connection");
    private static final CharSequence CLOSE = createOptimized("close");

    private static final CharSequence[] ALWAYS = {
        createOptimized("Cache-Control"), createOptimized("no-store"),
        createOptimized("X-Content-Type-Options"), createOptimized("nosniff"),
        createOptimized("Content-Security-Policy"), createOptimized("default-src 'none'; frame-ancestors 'none'"),
        createOptimized("Referrer-Policy"), createOptimized("no-referrer"),
        createOptimized("Strict-Transport-Security"), createOptimized("max-age=31536000; includeSubDomains")
    };

    private Answers() {}

    /**
     * What OPTIONS is answered: the methods of the path. Browsers of other origins are told nothing
     * more.
     */
    public static EngineAnswer methods(Set<String> allowed) {
        return new EngineAnswer(NO_CONTENT, Map.of("Allow", String.join(", ", allowed)), Buffer.buffer(), "");
    }

    public static void writeHead(
            HttpServerResponse response,
            EngineAnswer answer,
            String requestId,
            @Nullable String correlationId,
            boolean close) {
        response.setStatusCode(answer.status());
        MultiMap headers = response.headers();
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            headers.set(header.getKey(), header.getValue());
        }
        for (int at = 0; at < ALWAYS.length; at += 2) {
            headers.set(ALWAYS[at], ALWAYS[at + 1]);
        }
        headers.set(REQUEST_ID, requestId);
        if (correlationId != null) {
            headers.set(CORRELATION_ID, correlationId);
        }
        if (close) {
            headers.set(CONNECTION, CLOSE);
        }
    }
}
