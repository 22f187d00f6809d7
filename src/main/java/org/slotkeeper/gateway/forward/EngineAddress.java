package org.slotkeeper.gateway.forward;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an engine listens. Names are taken as they are: {@code java.net.URI} knows of no host with
 * an underscore, as the services of a compose file have.
 *
 * @param host a name or an address, one of IPv6 without brackets
 */
public record EngineAddress(String host, int port) {

    private static final Pattern BASE_URL =
            Pattern.compile("http://([^/:?#@\\s\\[\\]]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})/?");

    /** @param url {@code http://host:port} */
    public static EngineAddress parse(String url) {
        Matcher parts = BASE_URL.matcher(url);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            throw new IllegalArgumentException("gateway.engines must be http://host:port each, not " + url);
        }
        String host = parts.group(1);
        return new EngineAddress(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host, Integer.parseInt(parts.group(2)));
    }
}
