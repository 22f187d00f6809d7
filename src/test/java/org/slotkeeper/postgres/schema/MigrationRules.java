package org.slotkeeper.postgres.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a change of the tables may do while the version before it runs, and while patients book. What takes something away is in a file of its own, {@code V0042__contract_….sql}, which comes a version after the last one
 * that needs it.
 */
final class MigrationRules {

    /** What the version before may still need, or its statements may not keep to. */
    private static final Map<String, Pattern> CONTRACTIONS = Map.of(
            "takes something away", Pattern.compile("\\bDROP (?!DEFAULT|NOT NULL)|^TRUNCATE\\b"),
            "renames", Pattern.compile("\\bRENAME\\b|\\bSET SCHEMA\\b"),
            "changes a type", Pattern.compile("\\bALTER (COLUMN )?\\w+ (SET DATA )?TYPE\\b"),
            "asks for a value", Pattern.compile("\\bSET NOT NULL\\b"),
            "asks for a value in a new column",
                    Pattern.compile("\\bADD (COLUMN )?(?!CONSTRAINT|CHECK)\\w+ (?=[^,]*NOT NULL)(?![^,]*DEFAULT)"),
            "allows a value once only", Pattern.compile("^CREATE UNIQUE INDEX\\b|\\bADD (CONSTRAINT \\w+ )?UNIQUE\\b"));

    /** What keeps a lock for as long as a table is read or written from end to end. */
    private static final Map<String, Pattern> SLOW = Map.of(
            "builds an index under a lock", Pattern.compile("^CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)"),
            "checks all rows under a lock",
                    Pattern.compile("\\bADD (CONSTRAINT \\w+ )?(CHECK|FOREIGN KEY)\\b(?!.*NOT VALID)"),
            "writes all rows anew", Pattern.compile("\\bADD (COLUMN )?\\w+ [^,]*DEFAULT (?!NOW\\(\\))\\w+\\("),
            "changes all rows", Pattern.compile("^UPDATE (?!.*\\bWHERE\\b)|^DELETE (?!.*\\bWHERE\\b)"));

    private static final Pattern CREATED = Pattern.compile("^CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");
    private static final Pattern CHANGED =
            Pattern.compile("^ALTER TABLE (?:IF EXISTS |ONLY )*(\\w+)|^CREATE .*?INDEX .*? ON (\\w+)");

    private MigrationRules() {}

    /** What is wrong with a file, in words. */
    static List<String> broken(String file, String sql) {
        List<String> statements = statements(sql);
        Set<String> made = statements.stream()
                .flatMap(statement -> CREATED.matcher(statement).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        List<String> broken = new ArrayList<>();
        for (String statement : statements) {
            // Nobody knows a table yet that is made in the same file.
            if (!made.contains(tableOf(statement))) {
                if (!file.contains("__contract_")) {
                    broken.addAll(found(CONTRACTIONS, statement));
                }
                broken.addAll(found(SLOW, statement));
            }
        }
        return broken;
    }

    private static List<String> found(Map<String, Pattern> rules, String statement) {
        return rules.entrySet().stream()
                .filter(rule -> rule.getValue().matcher(statement).find())
                .map(rule -> rule.getKey() + ": " + statement)
                .toList();
    }

    private static String tableOf(String statement) {
        return CHANGED.matcher(statement)
                .results()
                .map(MigrationRules::firstGroup)
                .findFirst()
                .orElse("");
    }

    private static String firstGroup(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    /** In capitals, without comments, texts and bodies of functions. */
    private static List<String> statements(String sql) {
        String bare = sql.replaceAll("--[^\n]*", " ")
                .replaceAll("(?s)\\$(\\w*)\\$.*?\\$\\1\\$", "''")
                .replaceAll("'[^']*'", "''")
                .replaceAll("\\s+", " ")
                .toUpperCase(Locale.ROOT);
        return List.of(bare.split(";")).stream()
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
