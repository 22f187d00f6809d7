package org.slotkeeper.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.RedisCluster;
import org.slotkeeper.testing.Stores;

/** What a Redis may be called: whatever its network calls it. */
final class RedisNamesTest {

    private static Vertx vertx;
    private static Meters meters;

    @BeforeAll
    static void start() {
        Buffer hosts = Buffer.buffer(
                "127.0.0.1 redis_master\n127.0.0.1 redis.clinics.test\n127.0.0.1 9redis\n127.0.0.1 redis-\n");
        vertx = Vertx.vertx(
                new VertxOptions().setAddressResolverOptions(new AddressResolverOptions().setHostsValue(hosts)));
        meters = new Meters();
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
        meters.close();
    }

    /** Some of them are no host of a URI. */
    @ParameterizedTest
    @ValueSource(strings = {"redis_master", "redis.clinics.test", "9redis", "redis-", "localhost", "127.0.0.1"})
    void aNameIsAsItsNetworkHasIt(String host) {
        int port = Stores.redis().port();
        RedisConnections connections =
                new RedisConnections(vertx, ConnectionSettings.of(host, port, "", Patience.LONG.dividedBy(4)), meters);
        await(connections.ping());
        assertThat(connections.topology().masters()).containsExactly(new NodeAddress(host, port));
        await(connections.close());
    }

    @ParameterizedTest
    @CsvSource({"::1, redis://[::1]:6379", "'[::1]', redis://[::1]:6379", "fe80::1, redis://[fe80::1]:6379"})
    void anAddressOfTheSixthVersionMayStandInBracketsOrWithout(String host, String uri) {
        ConnectionSettings settings = ConnectionSettings.of(host, 6379, "", Patience.LONG);
        NodeAddress node = NodeAddress.of(settings.options());

        assertThat(await(node.forUri(vertx, false))).isEqualTo(node);
        assertThat(settings.optionsFor(node).getEndpoint()).isEqualTo(uri + "?protocol=2");
    }

    @Test
    void whatIsAskedForBesideTheAddressStays() {
        ConnectionSettings settings = ConnectionSettings.of("redis_master", 6379, "", Patience.LONG)
                .inDatabase(3)
                .over(new RedisTls(true, false, "", "", ""));
        NodeAddress found = await(NodeAddress.of(settings.options()).forUri(vertx, false));

        assertThat(settings.optionsFor(found).getEndpoint()).isEqualTo("rediss://127.0.0.1:6379/3?protocol=2");
    }

    @Test
    void aNodeOfAClusterMayBeCalledSoToo() {
        int port = RedisCluster.shared().nodes().get(0).address().port();
        ConnectionSettings settings = ConnectionSettings.of("unused", 1, "", Patience.LONG.dividedBy(4))
                .ofCluster(List.of("redis_master:" + port));
        RedisConnections connections = new RedisConnections(vertx, settings, meters);
        await(connections.ping());
        await(connections.close());
    }

    /** The certificate of whoever has the address now would be good for it. */
    @ParameterizedTest
    @ValueSource(strings = {"redis_master", "redis-"})
    void aNameThatNoCertificateIsVerifiedForIsNotMadeAnAddressInPlaceOfIt(String host) {
        ConnectionSettings settings =
                ConnectionSettings.of(host, 6379, "", Patience.LONG).over(new RedisTls(true, true, "", "", ""));
        RedisConnections connections = new RedisConnections(vertx, settings, meters);

        assertThatThrownBy(() -> await(connections.ping()))
                .rootCause()
                .isInstanceOfSatisfying(
                        RedisAway.class, away -> assertThat(away.isUnusable()).isTrue())
                .hasMessageContaining("cannot be verified")
                .hasMessageContaining("redis.tls");
        await(connections.close());
    }
}
