package org.slotkeeper.standalone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** A tar file packed by xz, whose entries all stay within the directory they are unpacked into. */
final class Archive {
    private static final int ANY_EXECUTE = 0111;

    private Archive() {}

    static void unpack(Path directory, InputStream packed) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (@Nullable TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                place(directory, entry, tar);
            }
        }
    }

    private static void place(Path directory, TarArchiveEntry entry, InputStream content) throws IOException {
        Path target = within(directory, directory.resolve(entry.getName()));
        Files.createDirectories(target.getParent() == null ? directory : target.getParent());
        if (entry.isSymbolicLink()) {
            Path aim = within(directory, target.resolveSibling(entry.getLinkName()));
            Files.createSymbolicLink(
                    target, target.resolveSibling(".").normalize().relativize(aim));
        } else if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isFile()) {
            Files.copy(content, target);
            // Whatever our own mask is, the user that runs the store must be able to read its
            // programs.
            boolean isProgram = (entry.getMode() & ANY_EXECUTE) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
        } else {
            throw new IOException("an archive with an entry that is no file, directory or link: " + entry.getName());
        }
        openToAll(directory, target);
    }

    private static void openToAll(Path directory, Path target) throws IOException {
        for (@Nullable Path path = target; path != null && !path.equals(directory); path = path.getParent()) {
            if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static Path within(Path directory, Path path) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(directory)) {
            throw new IOException("an archive with an entry outside of itself: " + path);
        }
        return normal;
    }
}
