package org.slotkeeper.postgres.connection;

import java.util.stream.Collectors;
import org.slotkeeper.platform.ScriptText;

/**
 * One statement, from its own file and the parts that it includes. The comments above them stay in
 * the files.
 */
public record Sql(String name, String text) {

    public static Sql of(String name) {
        String text = ScriptText.at("/sql/" + name + ".sql")
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"));
        return new Sql(name, text);
    }
}
