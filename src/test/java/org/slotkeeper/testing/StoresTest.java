package org.slotkeeper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.slotkeeper.standalone.PostgresAddress;

final class StoresTest {

    @Test
    void eachFreshDatabaseIsEmptyAndItsOwn() throws SQLException {
        PostgresAddress first = Stores.freshDatabase();
        Stores.execute(first, "CREATE TABLE known_to_the_first (id int)");

        PostgresAddress second = Stores.freshDatabase();

        try (Connection connection = Stores.connect(second);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_tables WHERE tablename = 'known_to_the_first'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void aFlushedRedisHasNoKeys() {
        assertThat(RedisTalk.say(Stores.redis(), "SET", "left", "behind")).containsExactly("OK");

        assertThat(RedisTalk.say(Stores.flushed(), "DBSIZE")).containsExactly("0");
    }
}
