package org.slotkeeper.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The statements of publishing, one a file. */
enum PublishingSql {
    FIND_PRACTICE,
    FIND_SESSIONS,
    FIND_RUNS,
    FIND_OWNERS,
    FIND_END_ORDINALS,
    MAKE_PARTITIONS,
    RECORD_CHANGE,
    RECORD_RULES,
    REGISTER_PRACTICES;

    private final String text;

    PublishingSql() {
        this.text = read("/sql/publishing/" + name().toLowerCase(Locale.ROOT) + ".sql");
    }

    String text() {
        return text;
    }

    private static String read(String resource) {
        try (InputStream file = PublishingSql.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("the jar has no " + resource);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
