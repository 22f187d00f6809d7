package org.slotkeeper.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The rights in Redis that operators are told to give us, word by word: no test gives itself others. */
public final class DocumentedRights {

    public static final String USER = "slotkeeper";

    private DocumentedRights() {}

    public static List<String> words() {
        try (Stream<String> lines = Files.lines(Path.of("src/docs/OPERATING.md"))) {
            return Arrays.asList(lines.filter(one -> one.startsWith("ACL SETUSER " + USER + " "))
                    .findFirst()
                    .orElseThrow()
                    .split(" "));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** The command that gives them. */
    public static String[] given(String password) {
        return given(password, UnaryOperator.identity());
    }

    /** @param change another right in the place of one, or an empty word for none */
    public static String[] given(String password, UnaryOperator<String> change) {
        return words().stream()
                .map(word -> change.apply(word.equals(">PASSWORD") ? ">" + password : word))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }
}
