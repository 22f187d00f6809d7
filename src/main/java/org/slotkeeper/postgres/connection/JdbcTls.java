package org.slotkeeper.postgres.connection;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ssl.WrappedFactory;

/**
 * Reads certificates and keys for JDBC as they are read for all other connections: the driver's own
 * reader looks for files in the home directory, knows keys of one algorithm unless told of another,
 * and trusts the JVM's authorities only where there is no certificate of ours. The server's name is
 * checked by the driver.
 */
public final class JdbcTls extends WrappedFactory {

    private static final @Nullable Vertx NO_PATHS_TO_RESOLVE = null;

    /** Called by the driver, by this class' name. */
    public JdbcTls(Properties url) throws SSLException {
        SslContextBuilder context = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        String authorities = PGProperty.SSL_ROOT_CERT.getOrDefault(url);
        String certificate = PGProperty.SSL_CERT.getOrDefault(url);
        String key = PGProperty.SSL_KEY.getOrDefault(url);
        if ("require".equals(PGProperty.SSL_MODE.getOrDefault(url))) {
            context.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (authorities != null) {
            context.trustManager(new File(authorities));
        }
        if (certificate != null && key != null) {
            context.keyManager(ofOurOwn(certificate, key));
        }
        this.factory = ((JdkSslContext) context.build()).context().getSocketFactory();
    }

    /** By the reader of all other connections, so that a key is good for both ways or for none. */
    private static KeyManagerFactory ofOurOwn(String certificate, String key) throws SSLException {
        try {
            return new PemKeyCertOptions()
                    .addCertValue(read(certificate))
                    .addKeyValue(read(key))
                    .getKeyManagerFactory(NO_PATHS_TO_RESOLVE);
        } catch (SSLException known) {
            throw known;
        } catch (Exception unreadable) {
            throw new SSLException(
                    certificate + " and " + key + " are no certificate and its key: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private static Buffer read(String file) throws IOException {
        return Buffer.buffer(Files.readAllBytes(Path.of(file)));
    }
}
