package org.slotkeeper.identity;

import io.netty.handler.proxy.ProxyConnectException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why an issuer's keys were not fetched, for the log: with the key of the setting to look at. */
final class FetchFault {

    private FetchFault() {}

    static String of(Throwable cause, IssuerAddress address) {
        String host = address.url().getHost();
        if (isOf(cause, ProxyConnectException.class)) {
            return "the proxy of identity.proxy does not lead to " + host + ": " + text(cause);
        } else if (isOf(cause, CertPathBuilderException.class) || isOf(cause, CertPathValidatorException.class)) {
            return "the certificate of " + host + " is not good: " + ofAuthority(address) + " (" + innermost(cause)
                    + ')';
        } else if (isOf(cause, CertificateException.class)) {
            return "the certificate of " + host + " is not for the name in identity.jwksUrl: " + innermost(cause);
        } else if (isOf(cause, SSLException.class)) {
            return host + " does not speak TLS as it should: " + innermost(cause);
        } else if (isOf(cause, UnknownHostException.class)) {
            return "a name of identity.jwksUrl or identity.proxy is not known to DNS: " + text(cause);
        } else if (isOf(cause, ConnectException.class)) {
            return address.proxy().isPresent() && address.isSecure()
                    ? "the proxy of identity.proxy takes no connection: " + text(cause)
                    : host + " takes no connection: " + text(cause);
        } else if (isOf(cause, TimeoutException.class)) {
            return host + " does not answer in time: " + text(cause);
        }
        return text(cause);
    }

    private static String ofAuthority(IssuerAddress address) {
        return address.authorities().isPresent()
                ? "it is not of an authority in identity.caFile, or not valid now"
                : "it is not of an authority that this JVM knows, or not valid now; a private one goes into"
                        + " identity.caFile";
    }

    private static boolean isOf(Throwable cause, Class<? extends Throwable> type) {
        return chain(cause).anyMatch(type::isInstance);
    }

    private static Stream<Throwable> chain(Throwable cause) {
        return Stream.iterate(Optional.of(cause), Optional::isPresent, now -> now.map(Throwable::getCause))
                .map(Optional::orElseThrow);
    }

    private static String innermost(Throwable cause) {
        return text(chain(cause).reduce((outer, inner) -> inner).orElse(cause));
    }

    private static String text(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
