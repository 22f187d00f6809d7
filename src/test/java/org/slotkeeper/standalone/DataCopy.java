package org.slotkeeper.standalone;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The files of a Postgres without its log of changes, which goes another way, and without what is one server's own. */
final class DataCopy {

    private static final Set<String> NOT_COPIED =
            Set.of("postmaster.pid", "postmaster.opts", "standby.signal", "postgresql.auto.conf");
    private static final String LOG_OF_CHANGES = "pg_wal";

    private DataCopy() {}

    /**
     * Of a server that may be running: what goes away meanwhile is in its log of changes.
     *
     * @param to an empty directory of the user's
     */
    static void copy(Path from, Path to, StoreUser user) throws IOException {
        Path unused = Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path copied = to.resolve(from.relativize(directory).toString());
                if (!directory.equals(from)) {
                    user.own(Files.createDirectory(
                            copied,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(file);
                if (!NOT_COPIED.contains(relative.toString()) && !relative.startsWith(LOG_OF_CHANGES)) {
                    try {
                        user.own(Files.copy(file, to.resolve(relative.toString())));
                    } catch (NoSuchFileException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
