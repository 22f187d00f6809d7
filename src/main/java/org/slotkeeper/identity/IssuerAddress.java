package org.slotkeeper.identity;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where an issuer publishes its keys, and by which way it is reached.
 *
 * @param url asked for exactly, without following anybody elsewhere
 * @param proxy through which HTTPS goes, by CONNECT; HTTP to this machine never does
 * @param authorities in PEM, of one of which the issuer's certificate must be; nothing is for those
 * that the JVM knows
 */
public record IssuerAddress(URI url, Optional<Proxy> proxy, Optional<String> authorities) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @param host an address of IPv6 without its brackets */
    public record Proxy(String host, int port) {}

    public IssuerAddress {
        boolean isSafe = "https".equals(url.getScheme())
                || ("http".equals(url.getScheme()) && THIS_MACHINE.contains(String.valueOf(url.getHost())));
        if (url.getHost() == null || !isSafe || url.getUserInfo() != null || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "identity.jwksUrl must be https (http only to this machine), not " + url);
        }
    }

    /** Without a proxy, with the authorities that the JVM knows. */
    public static IssuerAddress of(URI url) {
        return new IssuerAddress(url, Optional.empty(), Optional.empty());
    }

    boolean isSecure() {
        return url.getScheme().equals("https");
    }
}
