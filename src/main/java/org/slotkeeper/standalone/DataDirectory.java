package org.slotkeeper.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * One store's part of the data directory, held by at most one live process at a time.
 *
 * <p>The lock dies with the process that holds it and is not inherited by the stores, so that an orphaned store never
 * looks like a live run.
 */
final class DataDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel channel;

    private DataDirectory(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    static DataDirectory claim(Path directory, String store) {
        try {
            Path root = Files.createDirectories(directory.toAbsolutePath().normalize())
                    .toRealPath();
            return lock(root, store);
        } catch (IOException cause) {
            throw new StoreNotStarted(
                    "cannot write to the data directory " + directory + ": choose another with --data-dir (" + cause
                            + ")",
                    cause);
        }
    }

    private static DataDirectory lock(Path root, String store) throws IOException {
        Path file = root.resolve(store + ".lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            String holder = Files.readString(file).strip();
            channel.close();
            throw new StoreNotStarted("the data directory " + root
                    + " is in use by another running Slotkeeper (process " + (holder.isEmpty() ? "unknown" : holder)
                    + "): stop it, or choose another with --data-dir");
        }
        channel.truncate(0);
        String self = Long.toString(ProcessHandle.current().pid());
        int unused = channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)));
        return new DataDirectory(root, channel);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    Path root() {
        return root;
    }

    /** Makes a directory that only the store may enter. */
    Path make(String name, StoreUser user) {
        Path made = root.resolve(name);
        try {
            if (!Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(made);
                user.own(made);
            }
            return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException cause) {
            throw new StoreNotStarted("cannot make the directory " + made + " for a store: " + cause, cause);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
