package org.slotkeeper.gateway.door;

import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.slotkeeper.gateway.Stage;
import org.slotkeeper.gateway.http.Head;
import org.slotkeeper.testing.Futures;
import org.slotkeeper.tracing.Off;

/** Requests that arrive over a real connection and are asked of by single steps, on their event loop. */
final class Arriving implements AutoCloseable {

    static final long BEGAN_AT = 1_000_000_000L;

    final Stage stage = new Stage();
    final Faults faults = new Faults(stage.meters, stage.environment.chance(), stage.environment.nanos());
    private final HttpServer server = Futures.await(stage.vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setMaxInitialLineLength(100))
            .requestHandler(this::arrived)
            .invalidRequestHandler(this::arrived)
            .listen(0));
    private Promise<Passed> passed = Promise.promise();
    private Step[] steps = {};

    /** What the last step that was asked said. */
    record Passed(RequestState state, Verdict verdict) {}

    /** What is never late, and never given up. */
    static InFlight.Timed somebody() {
        return new InFlight.Timed() {
            @Override
            public boolean isLate(long now) {
                return false;
            }

            @Override
            public void tooLate() {}
        };
    }

    /** @param head without the empty line that ends it */
    Passed pass(String head, Step... asked) {
        passed = Promise.promise();
        steps = asked;
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return Futures.await(passed.future());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private void arrived(HttpServerRequest request) {
        RequestState state =
                new RequestState(request, Head.read(request.headers()), BEGAN_AT, Off.TRACES.arrived(null), somebody());
        Verdict verdict = Verdict.GO_ON;
        for (int at = 0; at < steps.length && verdict == Verdict.GO_ON; at++) {
            verdict = steps[at].pass(state);
        }
        passed.complete(new Passed(state, verdict));
    }

    @Override
    public void close() {
        stage.close();
    }
}
