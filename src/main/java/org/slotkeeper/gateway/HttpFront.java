package org.slotkeeper.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.gateway.door.FrontParts;
import org.slotkeeper.gateway.http.FrontSettings;

/**
 * A server with its chain, one instance per event loop on one port: the public gateway's as well as
 * an engine's own.
 */
public final class HttpFront {

    /**
     * Servers that listen on the same negative port share one that is free: each front has a number
     * of its own.
     */
    private static final AtomicInteger FREE_PORTS_ASKED = new AtomicInteger();

    private final Vertx vertx;
    private final String deployment;
    private final int port;

    private HttpFront(Vertx vertx, String deployment, int port) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.port = port;
    }

    /** @throws IllegalStateException if requests would be read by another decoder than ours */
    public static Future<HttpFront> start(Vertx vertx, FrontSettings settings, FrontParts parts) {
        DecoderCheck.requireOurs();
        int asked = settings.port() == 0 ? -FREE_PORTS_ASKED.incrementAndGet() : settings.port();
        AtomicInteger port = new AtomicInteger();
        DeploymentOptions options = new DeploymentOptions().setInstances(settings.instances());
        return vertx.deployVerticle(() -> new FrontVerticle(settings, parts, asked, port), options)
                .map(deployment -> new HttpFront(vertx, deployment, port.get()));
    }

    public int port() {
        return port;
    }

    /** Takes no more requests, lets those at work finish within the drain time, and closes. */
    public Future<Void> close() {
        return vertx.undeploy(deployment);
    }
}
