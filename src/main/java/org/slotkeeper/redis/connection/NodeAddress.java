package org.slotkeeper.redis.connection;

import io.vertx.redis.client.RedisOptions;
import java.net.URI;

/** Where one process of Redis listens. */
record NodeAddress(String host, int port) {

    private static final int PORT_MAX = 65_535;

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
        URI uri = URI.create(options.getEndpoint());
        return new NodeAddress(withoutBrackets(uri.getHost()), uri.getPort() < 0 ? 6379 : uri.getPort());
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    String uri() {
        return "redis://" + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }
}
