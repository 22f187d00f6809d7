package org.slotkeeper.load.kit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory for the time of a run. */
public record WorkDirectory(Path path) implements AutoCloseable {

    /** Others may look into it: Postgres does not run as root, and comes as another user. */
    public static WorkDirectory in(Path parent, String prefix) throws IOException {
        Path made = Files.createTempDirectory(parent, prefix);
        if (!made.toFile().setExecutable(true, false) || !made.toFile().setReadable(true, false)) {
            throw new IOException(made + " cannot be opened to others");
        }
        return new WorkDirectory(made);
    }

    /** Deletes it with all that is in it. */
    @Override
    public void close() {
        try {
            Path unused = Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException cause) {
            System.err.println("not everything of " + path + " could be deleted: " + cause.getMessage());
        }
    }
}
