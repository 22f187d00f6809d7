package org.slotkeeper.redis.connection;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import org.slotkeeper.platform.JvmAuthorities;

/**
 * Whether the way to Redis is encrypted, and who must be at its other end. Files are PEM.
 *
 * @param isVerified whether a node's certificate must be of a known authority and for the name or
 * address by which it is called
 * @param caFile authorities that a certificate may be of; empty for those of the JVM
 * @param certificateFile of our own, empty for none
 */
public record RedisTls(boolean isOn, boolean isVerified, String caFile, String certificateFile, String keyFile) {

    public static final RedisTls NONE = new RedisTls(false, false, "", "", "");

    String scheme() {
        return isOn ? "rediss" : "redis";
    }

    void applyTo(NetClientOptions net) {
        if (!isOn) {
            return;
        }
        NetClientOptions unused =
                net.setSsl(true).setTrustAll(!isVerified).setHostnameVerificationAlgorithm(isVerified ? "HTTPS" : "");
        if (isVerified) {
            NetClientOptions unusedTrust = net.setTrustOptions(
                    caFile.isEmpty() ? JvmAuthorities.options() : new PemTrustOptions().addCertPath(caFile));
        }
        if (!certificateFile.isEmpty()) {
            NetClientOptions unusedKey = net.setKeyCertOptions(
                    new PemKeyCertOptions().setCertPath(certificateFile).setKeyPath(keyFile));
        }
    }
}
