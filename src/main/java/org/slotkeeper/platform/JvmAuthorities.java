package org.slotkeeper.platform;

import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;

/**
 * The authorities that the JVM knows, read once in a process: where they are not named, they are
 * read from their file for each connection, and on its event loop.
 */
public final class JvmAuthorities {

    private JvmAuthorities() {}

    private static final class Read {
        static final TrustOptions OPTIONS = read();
    }

    /** The first time it blocks. */
    public static TrustOptions options() {
        return Read.OPTIONS;
    }

    private static TrustOptions read() {
        try {
            TrustManagerFactory known = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            known.init((KeyStore) null);
            return TrustOptions.wrap(known.getTrustManagers()[0]);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has authorities", impossible);
        }
    }
}
