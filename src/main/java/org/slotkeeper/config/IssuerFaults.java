package org.slotkeeper.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What cannot be in the settings of an issuer, each in one sentence that begins with its key: the
 * first fault of each.
 */
final class IssuerFaults {

    private static final int PORT_MAX = 65_535;
    private static final int CLAIM_LENGTH_MAX = 128;
    private static final Pattern URL =
            Pattern.compile("(https?)://(?:[^/?#]*(@))?([^/?#:@\\[\\]]+|\\[[0-9a-fA-F:.]+])(?::(\\d*))?([/?#].*)?");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PROXY = Pattern.compile("([^/?#:@\\s\\[\\]]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");
    private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";

    private static final List<String> CLAIM_KEYS = List.of(
            "nhsNumberClaim",
            "practiceClaim",
            "levelClaim",
            "organisationClaim",
            "organisationTypeClaim",
            "scopeClaim");

    private static final Pattern CLAIM = Pattern.compile("[!-~]+");

    /** What every token says of itself, whatever it says of its bearer. */
    private static final Set<String> OF_THE_TOKEN = Set.of("iss", "aud", "exp", "nbf", "iat", "act");

    private IssuerFaults() {}

    /** @param url where the keys are; empty where none are fetched */
    static Optional<String> ofUrl(String url) {
        if (url.isEmpty()) {
            return Optional.empty();
        }
        Matcher parts = URL.matcher(url);
        if (!parts.matches() || !isUri(url)) {
            return Optional.of("identity.jwksUrl must be https://host/path (http only to this machine), not " + url);
        } else if (parts.group(2) != null) {
            return Optional.of("identity.jwksUrl must not name a user: an issuer's keys are for everybody");
        } else if (url.contains("#")) {
            return Optional.of("identity.jwksUrl must not have a fragment, of which no server hears: " + url);
        } else if (parts.group(4) != null && !isPort(parts.group(4))) {
            return Optional.of("identity.jwksUrl must have a port of 1 to 65535, or none: " + url);
        } else if (parts.group(1).equals("http") && !THIS_MACHINE.contains(parts.group(3))) {
            return Optional.of(
                    "identity.jwksUrl must be https (http only to localhost, 127.0.0.1 or [::1]), not " + url);
        }
        return URI.create(url).getHost() == null ? Optional.of(ofHost(parts.group(3))) : Optional.empty();
    }

    /** TLS compares a certificate with names as DNS has them for hosts, without underscores. */
    private static String ofHost(String host) {
        return "identity.jwksUrl names " + host
                + ", for which no certificate can be checked: a host's name has letters, digits, dots and dashes only";
    }

    private static boolean isUri(String text) {
        try {
            return !URI.create(text).isOpaque();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isPort(String digits) {
        return digits.matches("[0-9]{1,5}") && Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= PORT_MAX;
    }

    /** @param proxy {@code host:port}; empty for none */
    static Optional<String> ofProxy(String proxy) {
        Matcher parts = PROXY.matcher(proxy);
        return proxy.isEmpty() || (parts.matches() && isPort(parts.group(2)))
                ? Optional.empty()
                : Optional.of("identity.proxy must be host:port of an HTTP proxy, without a scheme or a user");
    }

    /** @param file of authorities; empty for those of the JVM */
    static Optional<String> ofAuthorities(String file) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] content = Files.readAllBytes(Path.of(file));
            // Java takes the binary form too, which is not what is trusted in the end.
            boolean isPem = new String(content, StandardCharsets.ISO_8859_1).contains(PEM_BEGIN);
            Collection<?> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content));
            return isPem && !found.isEmpty() ? Optional.empty() : Optional.of(noCertificate(file));
        } catch (IOException unreadable) {
            return Optional.of("identity.caFile names " + file + ", which cannot be read");
        } catch (CertificateException malformed) {
            return Optional.of(noCertificate(file));
        }
    }

    private static String noCertificate(String file) {
        return "identity.caFile names " + file + ", which must hold certificates in PEM and nothing else";
    }

    /** @param names in the order of the keys */
    static Optional<String> ofClaims(List<String> names) {
        return Stream.iterate(0, at -> at + 1)
                .limit(names.size())
                .filter(at -> !isClaim(names.get(at)) || names.indexOf(names.get(at)) < at)
                .map(at -> "identity." + CLAIM_KEYS.get(at)
                        + " must be a claim's name that no other key here has, of 1 to " + CLAIM_LENGTH_MAX
                        + " visible ASCII characters, not " + names.get(at))
                .findFirst();
    }

    private static boolean isClaim(String name) {
        return name.length() <= CLAIM_LENGTH_MAX && CLAIM.matcher(name).matches() && !OF_THE_TOKEN.contains(name);
    }
}
