package org.slotkeeper.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What scripts and statements are called where they are measured: by their files. */
public final class StoreCalls {

    private static final Path RESOURCES = Path.of("src/main/resources");

    private StoreCalls() {}

    /** @param kind {@code lua} or {@code sql} */
    public static List<String> of(String kind) throws IOException {
        Path root = RESOURCES.resolve(kind);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .map(file -> file.replace('/', '_').replaceFirst("\\.\\w+$", ""))
                    .toList();
        }
    }
}
