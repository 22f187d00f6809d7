package org.slotkeeper.assembly;

import org.slotkeeper.config.Secret;
import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.config.Stores.Account;
import org.slotkeeper.config.Stores.Inventory;
import org.slotkeeper.config.Stores.PostgresSection;
import org.slotkeeper.config.Stores.RedisSection;
import org.slotkeeper.config.Stores.Tls;
import org.slotkeeper.platform.Password;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.postgres.connection.PostgresTls;
import org.slotkeeper.redis.connection.ConnectionSettings;
import org.slotkeeper.redis.connection.RedisTls;

/** How the stores are reached, as the configuration says. */
public final class StoreSettings {

    private StoreSettings() {}

    public static PostgresCoordinates postgres(SlotkeeperConfig config) {
        PostgresSection postgres = config.stores().postgres();
        Tls tls = postgres.tls();
        return new PostgresCoordinates(
                postgres.host(),
                postgres.port(),
                postgres.database(),
                postgres.user(),
                password(postgres.password()),
                PostgresTls.of(tls.tls(), tls.caFile(), tls.certificateFile(), tls.keyFile()));
    }

    static ConnectionSettings redis(SlotkeeperConfig config) {
        RedisSection section = config.stores().redis();
        Inventory inventory = section.inventory();
        Account account = section.account();
        Tls tls = section.tls();
        return ConnectionSettings.of(inventory.host(), inventory.port(), "", section.timeout())
                .as(account.user())
                .with(password(account.password()))
                .over(new RedisTls(
                        !tls.tls().equals("disable"),
                        tls.tls().equals("verify-full"),
                        tls.caFile(),
                        tls.certificateFile(),
                        tls.keyFile()))
                .inDatabase(inventory.database())
                .withKeyPrefix(inventory.keyPrefix())
                .ofCluster(inventory.nodes());
    }

    private static Password password(Secret secret) {
        return secret.file()
                .map(file -> Password.in(file, secret.value()))
                .orElseGet(() -> Password.of(secret.value()));
    }
}
