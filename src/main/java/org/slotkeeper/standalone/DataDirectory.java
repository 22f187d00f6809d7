package org.slotkeeper.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One store's part of the data directory, held by at most one live process at a time.
 *
 * <p>The lock dies with the process that holds it and is not inherited by the stores, so that an
 * orphaned store never looks like a live run.
 */
final class DataDirectory implements AutoCloseable {
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final Path file;
    private final FileChannel channel;

    private DataDirectory(Path root, Path file, FileChannel channel) {
        this.root = root;
        this.file = file;
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
        // Closing a second channel to a file would end the first one's lock, so within this process
        // a set decides.
        if (!CLAIMED.add(file)) {
            throw inUse(root, file);
        }
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            DataDirectory claimed = new DataDirectory(root, file, channel);
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw inUse(root, file);
            }
            claimed.sign();
            return claimed;
        } catch (IOException | RuntimeException cause) {
            boolean unused = CLAIMED.remove(file);
            throw cause;
        }
    }

    private static StoreNotStarted inUse(Path root, Path file) throws IOException {
        String holder = Files.readString(file).strip();
        return new StoreNotStarted("the data directory " + root + " is in use by another running Slotkeeper (process "
                + (holder.isEmpty() ? "unknown" : holder) + "): stop it, or choose another with --data-dir");
    }

    private void sign() throws IOException {
        FileChannel emptied = channel.truncate(0);
        String self = Long.toString(ProcessHandle.current().pid());
        int unused = emptied.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)));
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
        } finally {
            boolean unused = CLAIMED.remove(file);
        }
    }
}
