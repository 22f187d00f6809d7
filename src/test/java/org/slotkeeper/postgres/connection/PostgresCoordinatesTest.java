package org.slotkeeper.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slotkeeper.postgres.connection.PostgresCoordinates.Server;

final class PostgresCoordinatesTest {

    @Test
    void oneHostIsOneServer() {
        PostgresCoordinates one = at("127.0.0.1");

        assertThat(one.servers()).containsExactly(new Server("127.0.0.1", 5432));
        assertThat(one.jdbcUrl("lock_timeout=500"))
                .isEqualTo(
                        "jdbc:postgresql://127.0.0.1:5432/ledger?targetServerType=primary&sslmode=disable&options=-c+slotkeeper.session%3Down+-c+lock_timeout%3D500");
    }

    @Test
    void eachOfSeveralHostsMayHaveAPortOfItsOwn() {
        PostgresCoordinates three = at("db1, db2:5433,[::1]:5434,[::2]");

        assertThat(three.servers())
                .containsExactly(
                        new Server("db1", 5432),
                        new Server("db2", 5433),
                        new Server("[::1]", 5434),
                        new Server("[::2]", 5432));
        assertThat(three.jdbcUrl()).startsWith("jdbc:postgresql://db1:5432,db2:5433,[::1]:5434,[::2]:5432/ledger?");
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(at("db1").toString()).doesNotContain("hush");
    }

    private static PostgresCoordinates at(String host) {
        return new PostgresCoordinates(host, 5432, "ledger", "slotkeeper", "hush");
    }
}
