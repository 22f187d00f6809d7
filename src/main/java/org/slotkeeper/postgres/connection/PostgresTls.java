package org.slotkeeper.postgres.connection;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.slotkeeper.platform.JvmAuthorities;

/**
 * Whether the way to Postgres is encrypted, and who must be at its other end. Files are PEM, and
 * read anew for each connection, beside the event loop.
 *
 * @param caFile authorities that the server's certificate may be of; empty for those of the JVM
 * @param certificateFile of our own, empty for none
 * @param keyFile of that certificate
 */
public record PostgresTls(SslMode mode, String caFile, String certificateFile, String keyFile) {

    /** In the clear, also where the server would take either. */
    public static final PostgresTls NONE = new PostgresTls(SslMode.DISABLE, "", "", "");

    public PostgresTls {
        if (mode != SslMode.DISABLE && mode != SslMode.REQUIRE && mode != SslMode.VERIFY_FULL) {
            throw new IllegalArgumentException("what may be in the clear or not is neither: " + mode);
        }
    }

    /** @param mode disable, require or verify-full */
    public static PostgresTls of(String mode, String caFile, String certificateFile, String keyFile) {
        return new PostgresTls(SslMode.of(mode), caFile, certificateFile, keyFile);
    }

    /** Blocks: the JVM's authorities may be read from their file. */
    void applyTo(PgConnectOptions options) {
        PgConnectOptions unusedMode = options.setSslMode(mode);
        if (mode != SslMode.DISABLE) {
            PgConnectOptions unused = options.setSslOptions(sslOptions());
        }
    }

    private ClientSSLOptions sslOptions() {
        ClientSSLOptions ssl = new ClientSSLOptions();
        if (mode == SslMode.VERIFY_FULL) {
            ssl.setHostnameVerificationAlgorithm("HTTPS").setTrustOptions(authorities());
        } else {
            ssl.setTrustAll(true).setHostnameVerificationAlgorithm("");
        }
        if (!certificateFile.isEmpty()) {
            ssl.setKeyCertOptions(
                    new PemKeyCertOptions().setCertPath(certificateFile).setKeyPath(keyFile));
        }
        return ssl;
    }

    private TrustOptions authorities() {
        return caFile.isEmpty() ? JvmAuthorities.options() : new PemTrustOptions().addCertPath(caFile);
    }

    /** The same for JDBC, to be put behind its URL's first parameter. */
    String jdbcParameters() {
        return mode == SslMode.DISABLE
                ? "&sslmode=disable"
                : "&sslmode=" + mode.value + "&sslfactory=" + JdbcTls.class.getName() + file("sslrootcert", caFile)
                        + file("sslcert", certificateFile) + file("sslkey", keyFile);
    }

    private static String file(String name, String path) {
        return path.isEmpty() ? "" : '&' + name + '=' + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
