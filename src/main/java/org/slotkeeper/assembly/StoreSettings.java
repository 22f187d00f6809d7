package org.slotkeeper.assembly;

import org.slotkeeper.config.SlotkeeperConfig;
import org.slotkeeper.config.SlotkeeperConfig.Account;
import org.slotkeeper.config.SlotkeeperConfig.Inventory;
import org.slotkeeper.config.SlotkeeperConfig.PostgresSection;
import org.slotkeeper.config.SlotkeeperConfig.RedisSection;
import org.slotkeeper.config.SlotkeeperConfig.Tls;
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
                postgres.password().value(),
                PostgresTls.of(tls.tls(), tls.caFile(), tls.certificateFile(), tls.keyFile()));
    }

    static ConnectionSettings redis(SlotkeeperConfig config) {
        RedisSection section = config.stores().redis();
        Inventory inventory = section.inventory();
        Account account = section.account();
        Tls tls = section.tls();
        return ConnectionSettings.of(
                        inventory.host(), inventory.port(), account.password().value(), section.timeout())
                .as(account.user())
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
}
