package org.slotkeeper.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of the tables expand first and contract a version later, and hold no lock for long; and each rule that says so is broken by something. */
final class MigrationRulesTest {

    /** No version was in service before them. */
    private static final Set<String> BEFORE_ANY_SERVICE =
            Set.of("V0001__practices_sessions_appointments.sql", "V0002__inventory_bypass.sql");

    @Test
    void ourChangesKeepToThem() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db"))) {
            List<Path> all = files.toList();
            assertThat(all.stream().map(file -> file.getFileName().toString())).containsAll(BEFORE_ANY_SERVICE);
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (!BEFORE_ANY_SERVICE.contains(name)) {
                    assertThat(MigrationRules.broken(name, Files.readString(file)))
                            .as(name)
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ALTER TABLE practice DROP COLUMN postcode               | takes something away
                    DROP TABLE refusal                                      | takes something away
                    ALTER TABLE request DROP CONSTRAINT request_pkey        | takes something away
                    TRUNCATE outbox                                         | takes something away
                    ALTER TABLE practice RENAME COLUMN name TO title        | renames
                    ALTER TABLE practice RENAME TO surgery                  | renames
                    ALTER TABLE request ALTER COLUMN key TYPE uuid          | changes a type
                    ALTER TABLE practice ALTER postcode SET NOT NULL        | asks for a value
                    ALTER TABLE practice ADD COLUMN fax text NOT NULL       | asks for a value in a new column
                    CREATE UNIQUE INDEX CONCURRENTLY one ON audit (id)      | allows a value once only
                    """)
    void whatTheVersionBeforeNeedsIsTakenAwayLaterInAFileThatSaysSo(String statement, String rule) {
        assertThat(MigrationRules.broken("V0003__change.sql", statement + ";"))
                .singleElement()
                .asString()
                .startsWith(rule + ": ");
        assertThat(MigrationRules.broken("V0003__contract_change.sql", statement + ";"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CREATE INDEX by_name ON practice (name)                            | builds an index under a lock
                    ALTER TABLE practice ADD CONSTRAINT some CHECK (list_size > 0)     | checks all rows under a lock
                    ALTER TABLE practice ADD COLUMN id uuid DEFAULT gen_random_uuid()  | writes all rows anew
                    UPDATE practice SET name = postcode                                | changes all rows
                    """)
    void whatHoldsALockForLongIsNeverDone(String statement, String rule) {
        for (String file : List.of("V0003__change.sql", "V0003__contract_change.sql")) {
            assertThat(MigrationRules.broken(file, statement + ";"))
                    .singleElement()
                    .asString()
                    .startsWith(rule + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE practice ADD COLUMN fax text; -- DROP TABLE practice;",
                "ALTER TABLE practice ADD COLUMN reminds boolean NOT NULL DEFAULT false, ADD COLUMN since timestamptz NOT NULL DEFAULT now();",
                "CREATE TABLE reminder (id bigint NOT NULL); CREATE UNIQUE INDEX one ON reminder (id); ALTER TABLE reminder ADD CHECK (id > 0);",
                "CREATE INDEX CONCURRENTLY by_name ON practice (name);",
                "ALTER TABLE practice ADD CONSTRAINT some CHECK (list_size > 0) NOT VALID;",
                "ALTER TABLE practice ALTER COLUMN postcode DROP NOT NULL;",
                "COMMENT ON COLUMN practice.name IS 'DROP TABLE practice; UPDATE practice';"
            })
    void whatOnlyAddsIsAllowed(String sql) {
        assertThat(MigrationRules.broken("V0003__change.sql", sql)).isEmpty();
    }
}
