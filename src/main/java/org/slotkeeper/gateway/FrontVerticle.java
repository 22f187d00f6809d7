package org.slotkeeper.gateway;

import io.vertx.core.Future;
import io.vertx.core.Timer;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slotkeeper.gateway.door.Chain;
import org.slotkeeper.gateway.door.FrontParts;
import org.slotkeeper.gateway.http.AccessLog;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.platform.OwnerThread;

/** One event loop's server with its chain. */
final class FrontVerticle extends VerticleBase {

    private static final int HEADER_BYTES_MAX = 8 * 1024;
    private static final int TARGET_BYTES_MAX = 4 * 1024;
    private static final long SWEEP_MILLIS = 50;
    /**
     * Of the drain time, the part in which callers may still ask on the connections that they have.
     */
    private static final int PARTING = 10;

    private final OwnerThread owner = new OwnerThread();
    private final FrontSettings settings;
    private final FrontParts parts;
    private final int asked;
    private final AtomicInteger port;
    private @Nullable Chain chain;
    private @Nullable HttpServer server;
    private long sweptAt;

    /**
     * @param asked negative for any that is free
     * @param port where the one that was found is put
     */
    FrontVerticle(FrontSettings settings, FrontParts parts, int asked, AtomicInteger port) {
        this.settings = settings;
        this.parts = parts;
        this.asked = asked;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        owner.require();
        Chain made = new Chain(vertx, context, settings, parts);
        chain = made;
        sweptAt = made.now();
        vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep(made));
        vertx.setPeriodic(AccessLog.GATHERED_MILLIS, tick -> made.accessLog().handOver());
        server = vertx.createHttpServer(options())
                .requestHandler(made::handle)
                .invalidRequestHandler(made::handleInvalid)
                .connectionHandler(made::opened);
        return server.listen().onSuccess(listening -> port.set(listening.actualPort()));
    }

    /**
     * Makes each answer the last on its connection, then takes no more connections, lets what is at
     * work finish, and closes.
     */
    @Override
    public Future<?> stop() {
        owner.require();
        if (chain == null || server == null) {
            return Future.succeededFuture();
        }
        Chain closing = chain;
        HttpServer stopping = server;
        Duration drain = settings.limits().drain();
        Duration parting = drain.dividedBy(PARTING);
        closing.drain();
        // To close an unused connection is to race with the request that its caller may be writing
        // on it just now, and that would be lost. A caller who is answered first, and told so,
        // writes no other.
        Timer patience = vertx.timer(parting.toMillis(), TimeUnit.MILLISECONDS);
        return Future.any(closing.connections().none(), patience).transform(parted -> {
            boolean unused = patience.cancel();
            return closing.close(stopping.shutdown(drain.minus(parting).toMillis(), TimeUnit.MILLISECONDS));
        });
    }

    private void sweep(Chain chain) {
        owner.require();
        long now = chain.now();
        parts.signals().meters().loopLagged(Math.max(0, now - sweptAt - TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS)));
        sweptAt = now;
        chain.sweep();
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(settings.host())
                .setPort(asked)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(false)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setMaxInitialLineLength(TARGET_BYTES_MAX)
                .setTcpNoDelay(true)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) settings.limits().timeouts().idle().toMillis());
    }
}
