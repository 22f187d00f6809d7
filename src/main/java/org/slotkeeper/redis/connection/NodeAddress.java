package org.slotkeeper.redis.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.redis.client.RedisOptions;
import java.util.regex.Pattern;

/** Where one process of Redis listens. */
record NodeAddress(String host, int port) {

    private static final int PORT_MAX = 65_535;
    /** Of a name that URIs know, or an address. */
    private static final Pattern URI_HOST = Pattern.compile(
            "([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)*[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?\\.?|[0-9.]+|[0-9a-fA-F:.%]*:[0-9a-fA-F:.%]*");

    public NodeAddress {
        if (host.isBlank() || port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("not the address of a Redis: " + host + ':' + port);
        }
    }

    /** @param text {@code host:port}; an IPv6 address may stand in brackets or without */
    static NodeAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("not the address of a Redis, host:port: " + text);
        }
        try {
            return new NodeAddress(
                    withoutBrackets(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException noPort) {
            throw new IllegalArgumentException("not the address of a Redis, host:port: " + text, noPort);
        }
    }

    /** The one node that a connection string leads to. */
    static NodeAddress of(RedisOptions options) {
        String behindScheme = options.getEndpoint().replaceFirst("^[a-z]+://", "");
        return parse(behindScheme.replaceFirst("/.*$", ""));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Whether certificates can be for it, and URIs have it. */
    static boolean isUriHost(String host) {
        return URI_HOST.matcher(host).matches();
    }

    /**
     * Where it can be reached by a library that takes URIs only: itself, or the address that its
     * name stands for now, if it has letters that a URI's host may not have, such as underscores.
     *
     * @param isVerified whether it must prove to be who is called: then no address takes the place
     * of its name
     */
    Future<NodeAddress> forUri(Vertx vertx, boolean isVerified) {
        if (isUriHost(host)) {
            return ((VertxInternal) vertx).getOrCreateContext().succeededFuture(this);
        }
        return isVerified
                ? Future.failedFuture(RedisAway.unusable("the name of the Redis at " + this
                        + " cannot be verified, which redis.tls asks for: only one of letters, digits and dashes can"))
                : ((VertxInternal) vertx)
                        .nameResolver()
                        .resolve(host)
                        .map(address -> new NodeAddress(address.getHostAddress(), port));
    }

    String uri(boolean isEncrypted) {
        return (isEncrypted ? "rediss://" : "redis://")
                + (host.indexOf(':') < 0 ? host : '[' + host + ']')
                + ':'
                + port;
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }
}
