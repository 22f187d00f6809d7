package org.slotkeeper.assembly;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slotkeeper.config.BadConfig;
import org.slotkeeper.config.Faults;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.config.SlotkeeperConfig.BookingSection;
import org.slotkeeper.config.SlotkeeperConfig.GatewaySection;
import org.slotkeeper.config.SlotkeeperConfig.IdentitySection;
import org.slotkeeper.config.Stores.RedisSection;
import org.slotkeeper.config.Stores.Tls;
import org.slotkeeper.postgres.connection.PostgresPrimary;
import org.slotkeeper.redis.connection.ConnectionSettings;

/**
 * Whether there is a process as the configuration says: all of it that can be known before a store
 * is asked, so that whoever checks a configuration hears what whoever starts with it would.
 */
public final class ConfigCheck {

    private static final int SECRET_LENGTH_MIN = 16;

    private ConfigCheck() {}

    /** @throws BadConfig with all that cannot be used of what is set */
    public static SlotkeeperConfig require(SlotkeeperConfig config) {
        Faults faults = new Faults();
        addUnusable(config, faults);
        faults.tell();
        return config;
    }

    /**
     * @throws BadConfig with all that cannot be used, and all that is missing for one that serves
     * in this role
     */
    public static SlotkeeperConfig require(SlotkeeperConfig config, Role role) {
        Faults faults = new Faults();
        addUnusable(config, faults);
        addMissing(config.identity(), faults);
        faults.unless(
                        !role.hasEngine() || config.booking().secret().value().length() >= SECRET_LENGTH_MIN,
                        "set booking.secret or booking.secretFile to at least 16 characters, the same in every process")
                .unless(
                        role.hasEngine()
                                || !config.doors()
                                        .gateway()
                                        .forwarding()
                                        .engines()
                                        .isEmpty(),
                        "gateway.engines must name one engine at least, http://host:port, for a gateway by itself")
                .tell();
        return config;
    }

    private static void addUnusable(SlotkeeperConfig config, Faults faults) {
        GatewaySection gateway = config.doors().gateway();
        faults.of(() -> Fronts.limits(gateway));
        BookingSection booking = config.booking();
        faults.of(() -> ProcessEngine.bookingSettings(booking));
        RedisSection redis = config.stores().redis();
        addTls("postgres", config.stores().postgres().tls(), faults);
        addTls("redis", redis.tls(), faults);
        faults.of(() -> new PostgresPrimary(StoreSettings.postgres(config)));
        faults.of(() -> StoreSettings.redis(config));
        unverifiable(redis)
                .ifPresent(
                        host -> faults.unless(
                                false,
                                "redis.tls is verify-full, but " + host
                                        + " is no name that a certificate is verified for: call it by one of letters, digits and dashes, or by its address"));
    }

    /** No address is taken in the place of a name that has to be proven. */
    private static Optional<String> unverifiable(RedisSection redis) {
        Stream<String> hosts = redis.inventory().nodes().isEmpty()
                ? Stream.of(redis.inventory().host())
                : redis.inventory().nodes().stream().map(node -> node.substring(0, node.lastIndexOf(':')));
        return redis.tls().isVerified()
                ? hosts.filter(host -> !ConnectionSettings.isVerifiable(host)).findFirst()
                : Optional.empty();
    }

    private static void addMissing(IdentitySection identity, Faults faults) {
        if (identity.issuer().isBlank() || identity.keys().jwksUrl().isBlank()) {
            faults.unless(
                    false, "set identity.issuer and identity.jwksUrl: serve believes no tokens without an issuer");
            return;
        }
        faults.unless(
                !identity.issuer().equals(Identity.DEMO_ISSUER),
                "identity.issuer is the demonstration's, which gives anybody a token for anybody: set your own");
        faults.of(() -> Identity.tokenSettings(identity));
        faults.of(() -> Identity.jwksSettings(identity.keys()));
    }

    /** That a file is there has been looked at before; here it is read as connections read it. */
    private static void addTls(String section, Tls tls, Faults faults) {
        if (!tls.caFile().isEmpty()) {
            faults.unless(
                    hasCertificates(Path.of(tls.caFile())),
                    section + ".caFile names " + tls.caFile() + ", in which there is no certificate as PEM");
        }
        if (!tls.certificateFile().isEmpty()) {
            Optional<String> why = whyNoKey(Path.of(tls.certificateFile()), Path.of(tls.keyFile()));
            faults.unless(
                    why.isEmpty(),
                    section + ".certificateFile and " + section
                            + ".keyFile must be a certificate and its key without a passphrase, as PEM: "
                            + why.orElse(""));
        }
    }

    private static boolean hasCertificates(Path file) {
        try (InputStream read = Files.newInputStream(file)) {
            return !new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(read)).isEmpty();
        } catch (IOException | CertificateException unreadable) {
            return false;
        }
    }

    private static Optional<String> whyNoKey(Path certificate, Path key) {
        try {
            PemKeyCertOptions pair = new PemKeyCertOptions();
            for (Path file : List.of(certificate, key)) {
                Buffer text = Buffer.buffer(Files.readAllBytes(file));
                PemKeyCertOptions unused = file.equals(key) ? pair.addKeyValue(text) : pair.addCertValue(text);
            }
            var unused = pair.getKeyManagerFactory(null);
            return Optional.empty();
        } catch (Exception unreadable) {
            return Optional.of(String.valueOf(unreadable.getMessage()));
        }
    }
}
