package org.slotkeeper.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stores' programs, unpacked once for each content into a cache that every run of this machine
 * shares.
 *
 * <p>A directory in the cache is whole or absent: it is filled under another name, by one process
 * at a time, and renamed.
 */
final class Binaries {
    private static final String READABLE_BY_ALL = "rwxr-xr-x";
    private static final Map<String, String> POSTGRES = Map.of(
            "linux-amd64", "postgres-linux-x86_64.txz",
            "linux-arm64", "postgres-linux-arm_64.txz",
            "mac-amd64", "postgres-darwin-x86_64.txz",
            "mac-arm64", "postgres-darwin-arm_64.txz");
    private static final Map<String, String> REDIS = Map.of(
            "linux-amd64", "redis-server-6.2.6-v5-linux-amd64",
            "linux-arm64", "redis-server-6.2.7-linux-arm64",
            "mac-amd64", "redis-server-6.2.6-v5-darwin-amd64",
            "mac-arm64", "redis-server-6.2.6-v5-darwin-arm64");

    private final Path cache;

    Binaries(Path cache) {
        this.cache = cache;
    }

    /** The cache of this user, or one in the data directory where that cannot be written. */
    static Binaries of(Path root) {
        for (Path candidate : List.of(userCache(), root.resolve("programs"))) {
            if (isWritable(candidate)) {
                return new Binaries(candidate);
            }
        }
        throw new StoreNotStarted("no place to unpack the stores' programs: " + userCache() + " and " + root
                + " cannot be written; choose another --data-dir");
    }

    private static boolean isWritable(Path cache) {
        try {
            if (!cache.isAbsolute()) {
                return false;
            }
            Path made = Files.createDirectories(cache);
            Path lock = made.resolve("lock");
            return Files.isWritable(made) && (!Files.exists(lock) || Files.isWritable(lock));
        } catch (IOException notHere) {
            return false;
        }
    }

    /**
     * The home of root is closed to the user that runs the stores, so root's cache is the
     * machine's.
     */
    private static Path userCache() {
        if ("root".equals(System.getProperty("user.name"))) {
            return Path.of("/var/cache/slotkeeper");
        }
        String cacheHome = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
        return cacheHome.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache", "slotkeeper")
                : Path.of(cacheHome, "slotkeeper");
    }

    /** The directory that holds bin, lib and share of Postgres. */
    Path postgres() {
        return unpacked("postgres", resource(POSTGRES), Archive::unpack);
    }

    /** The program redis-server. */
    Path redisServer() {
        return unpacked("redis", resource(REDIS), Binaries::copyProgram).resolve("redis-server");
    }

    private static String resource(Map<String, String> byMachine) {
        String machine = machine();
        @Nullable String resource = byMachine.get(machine);
        if (resource == null) {
            throw new StoreNotStarted("there is no embedded store for this machine (" + machine
                    + "): start Postgres and Redis yourself and use `slotkeeper serve`");
        }
        return "/" + resource;
    }

    private static String machine() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String family = system.startsWith("mac") ? "mac" : system;
        return switch (processor) {
            case "x86_64", "amd64" -> family + "-amd64";
            case "aarch64", "arm64" -> family + "-arm64";
            default -> family + "-" + processor;
        };
    }

    private Path unpacked(String store, String resource, Unpacking unpacking) {
        try {
            Path home = cache.resolve(store + "-" + fingerprint(resource));
            // Two threads of one process cannot share a file lock, so they queue here first.
            synchronized (Binaries.class) {
                if (!Files.isDirectory(home)) {
                    fill(home, resource, unpacking);
                }
            }
            return home;
        } catch (IOException cause) {
            throw new StoreNotStarted(
                    "cannot unpack " + store + " into " + cache + ": make room there, or choose another --data-dir ("
                            + cause + ")",
                    cause);
        }
    }

    private void fill(Path home, String resource, Unpacking unpacking) throws IOException {
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString(READABLE_BY_ALL));
        try (FileChannel channel =
                        FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (Files.isDirectory(home)) {
                return;
            }
            Path partial = cache.resolve(home.getFileName() + ".partial");
            Trees.delete(partial);
            Files.createDirectory(partial);
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString(READABLE_BY_ALL));
            try (InputStream packed = open(resource)) {
                unpacking.into(partial, packed);
            }
            Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void copyProgram(Path directory, InputStream program) throws IOException {
        Path file = directory.resolve("redis-server");
        Files.copy(program, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(READABLE_BY_ALL));
    }

    /** Names the content, so that a new version never meets an old directory. */
    private static String fingerprint(String resource) throws IOException {
        try (DigestInputStream digested = new DigestInputStream(open(resource), MessageDigest.getInstance("SHA-256"))) {
            long unused = digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    private static InputStream open(String resource) {
        @Nullable InputStream found = Binaries.class.getResourceAsStream(resource);
        if (found == null) {
            throw new StoreNotStarted("this build holds no " + resource.substring(1)
                    + ": build Slotkeeper on the kind of machine it is to run on");
        }
        return found;
    }

    private interface Unpacking {
        void into(Path directory, InputStream packed) throws IOException;
    }
}
