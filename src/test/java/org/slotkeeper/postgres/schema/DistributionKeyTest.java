package org.slotkeeper.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slotkeeper.postgres.connection.PostgresCoordinates;
import org.slotkeeper.standalone.PostgresAddress;
import org.slotkeeper.testing.Stores;

/** The ledger can be distributed by practice: a server that has some practices only can keep every rule that a unique key asserts, because every such key contains the practice. */
final class DistributionKeyTest {

    /** Tables that are not practices' own, each with the reason why it need not be distributed. */
    private static final Map<String, String> OF_THE_WHOLE = Map.of(
            "flyway_schema_history", "which migrations were run: one list for the whole schema",
            "retired_week", "which weeks are taken out: they are so for all practices at once",
            "change_log", "one number for the whole log",
            "relay_cursor", "how far each listener has heard of all practices",
            "inventory_bypass",
                    "asked by no engine any more; those of the version before ask it while they are taken over");

    private static final String UNIQUE_WITHOUT_PRACTICE = """
            SELECT t.relname || ': ' || i.relname FROM pg_index x
            JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
            WHERE t.relnamespace = 'public'::regnamespace AND (x.indisunique OR x.indisexclusion)
            AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'practice' AND a.attnum = ANY (x.indkey))
            """;

    private static final String TABLES_WITHOUT_PRACTICE = """
            SELECT t.relname FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p')
            AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'practice' AND a.attnotnull)
            """;

    private static final String REFERENCES_WITHOUT_PRACTICE = """
            SELECT c.conrelid::regclass || ': ' || c.conname FROM pg_constraint c
            WHERE c.contype = 'f' AND NOT EXISTS (SELECT FROM unnest(c.conkey, c.confkey) AS pair (here, there)
                JOIN pg_attribute h ON h.attrelid = c.conrelid AND h.attnum = pair.here
                JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = pair.there
                WHERE h.attname = 'practice' AND f.attname = 'practice')
            """;

    private static PostgresCoordinates postgres;

    @BeforeAll
    static void makeTablesAndPartitions() throws SQLException {
        PostgresAddress address = Stores.freshDatabase();
        postgres = new PostgresCoordinates(
                address.host(), address.port(), address.database(), address.user(), address.password());
        Migrations.migrate(postgres);
        execute("SELECT make_partitions('2026-11-23', '2026-12-06')");
    }

    @Test
    void everyTableHasThePracticeOrAReasonWhyNot() throws SQLException {
        assertThat(found(TABLES_WITHOUT_PRACTICE)).isEqualTo(OF_THE_WHOLE.keySet());
    }

    @Test
    void everyUniqueKeyContainsThePractice() throws SQLException {
        assertThat(found(UNIQUE_WITHOUT_PRACTICE))
                .allMatch(index -> OF_THE_WHOLE.containsKey(index.substring(0, index.indexOf(':'))))
                .hasSize(OF_THE_WHOLE.size());
    }

    @Test
    void everyReferenceStaysWithinThePractice() throws SQLException {
        assertThat(found(REFERENCES_WITHOUT_PRACTICE)).isEmpty();
    }

    @Test
    void aKeyThatBreaksTheRuleIsFound() throws SQLException {
        execute("CREATE UNIQUE INDEX one_diary_for_england ON diary (patient)");
        execute("CREATE TABLE stranger (id integer PRIMARY KEY)");
        execute("CREATE TABLE guest (practice text NOT NULL, of integer REFERENCES stranger)");
        try {
            assertThat(found(UNIQUE_WITHOUT_PRACTICE)).contains("diary: one_diary_for_england");
            assertThat(found(TABLES_WITHOUT_PRACTICE)).contains("stranger").doesNotContain("guest");
            assertThat(found(REFERENCES_WITHOUT_PRACTICE)).containsExactly("guest: guest_of_fkey");
        } finally {
            execute("DROP TABLE guest, stranger");
            execute("DROP INDEX one_diary_for_england");
        }
    }

    private static Set<String> found(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            Set<String> names = new TreeSet<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.user(), postgres.password().read());
    }
}
