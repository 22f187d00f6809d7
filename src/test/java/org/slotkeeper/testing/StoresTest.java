package org.slotkeeper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.standalone.RedisAddress;

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
    void aFlushedRedisHasNoKeys() throws Exception {
        assertThat(say(Stores.redis(), "SET left behind")).startsWith("+OK");

        assertThat(say(Stores.flushed(), "DBSIZE")).startsWith(":0");
    }

    private static String say(RedisAddress redis, String command) throws Exception {
        try (Socket socket = new Socket(redis.host(), redis.port())) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
