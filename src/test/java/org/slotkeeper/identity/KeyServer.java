package org.slotkeeper.identity;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.testing.Patience;

/** The address at which an issuer publishes its keys, as well or as badly as a test likes. */
final class KeyServer {

    /** Each way of answering that brings no set of keys. */
    static final List<String> MISBEHAVIOURS = List.of(
            "500",
            "404",
            "html",
            "empty",
            "no keys",
            "redirect",
            "10 MB",
            "slow head",
            "slow body",
            "cut",
            "hangs up",
            "oct only",
            "short RSA only");

    final AtomicInteger fetches = new AtomicInteger();
    private final HttpServer server;
    private final URI address;
    private volatile Handler<HttpServerRequest> issuer = request -> {};

    KeyServer(Vertx vertx) {
        this(vertx, new HttpServerOptions(), "http://127.0.0.1");
    }

    /** @param at scheme and host by which it is called */
    KeyServer(Vertx vertx, HttpServerOptions options, String at) {
        this.server = await(vertx.createHttpServer(options)
                .requestHandler(request -> {
                    fetches.incrementAndGet();
                    issuer.handle(request);
                })
                .listen(0, "127.0.0.1"));
        this.address = URI.create(at + ":" + server.actualPort() + "/jwks");
    }

    URI address() {
        return address;
    }

    void answers(Handler<HttpServerRequest> answer) {
        issuer = answer;
    }

    void publishes(JsonObject... keys) {
        Buffer document = TokenForge.jwks(keys).toBuffer();
        issuer = request -> request.response().end(document);
    }

    /** From now on nothing listens there. */
    void refusesConnections() {
        await(server.close());
    }

    /** With the waits of a test: an issuer that is silent for so long is away. */
    JwksSettings settings(Duration timeout) {
        return new JwksSettings(
                IssuerAddress.of(address),
                timeout,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofHours(24));
    }

    void misbehaves(String how) {
        answers(request -> misbehave(request, how));
    }

    private static void misbehave(HttpServerRequest request, String how) {
        switch (how) {
            case "500" -> request.response().setStatusCode(500).end();
            case "404" -> request.response().setStatusCode(404).end("{\"keys\":[]}");
            case "html" -> request.response().end("<html>busy</html>");
            case "empty" -> request.response().end();
            case "no keys" -> request.response().end("{\"keys\":[]}");
            case "redirect" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/other")
                        .end();
            case "10 MB" -> request.response().end(Buffer.buffer(new byte[10 * 1024 * 1024]));
            case "slow head" -> {}
            case "slow body" -> request.response().setChunked(true).write("{");
            case "cut" ->
                request.response().putHeader("Content-Length", "100").write("{").onComplete(sent -> request.connection()
                        .close());
            case "hangs up" -> request.connection().close();
            case "oct only" -> request.response().end("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k2\",\"k\":\"AAAA\"}]}");
            case "short RSA only" ->
                request.response()
                        .end(TokenForge.jwks(TokenForge.jwk("k2", TokenForge.SHORT_RSA))
                                .toBuffer());
            default -> throw new IllegalArgumentException(how);
        }
    }

    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed.getCause() == null ? failed : failed.getCause());
        }
    }
}
