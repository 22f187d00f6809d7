package org.slotkeeper.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One place in a script, a statement, a migration or a class, and what stands there in a mutant.
 *
 * @param file below the resources of the product, or its sources
 */
record Edit(String file, String original, String mutated) {

    boolean isOfJava() {
        return file.endsWith(".java");
    }

    /** Fails if the place is not there exactly once: a guard that was rewritten wants its mutation rewritten. */
    void applyIn(Path resources) {
        Path path = resources.resolve(file);
        try {
            String text = Files.readString(path);
            int at = text.indexOf(original);
            if (at < 0 || text.indexOf(original, at + 1) >= 0) {
                throw new IllegalStateException("not exactly once in " + file + ": " + original);
            }
            Files.writeString(path, text.replace(original, mutated));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
