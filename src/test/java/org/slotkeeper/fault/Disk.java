package org.slotkeeper.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small disk of its own for Postgres, which can be filled up; an ordinary directory where no disk can be mounted. */
final class Disk implements AutoCloseable {

    private static final String SIZE = "size=700m";

    private final Path directory;
    private final Optional<String> whyNotLimited;

    private Disk(Path directory, Optional<String> whyNotLimited) {
        this.directory = directory;
        this.whyNotLimited = whyNotLimited;
    }

    static Disk in(Path directory) {
        try {
            Path made = Files.createDirectories(directory);
            Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", made.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(mount.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return mount.waitFor() == 0
                    ? new Disk(made, Optional.empty())
                    : new Disk(made, Optional.of("a disk cannot be mounted: " + said.strip()));
        } catch (IOException cause) {
            return new Disk(directory, Optional.of("there is no mount: " + cause.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    Path directory() {
        return directory;
    }

    /** Why it cannot be filled up here, if it cannot. */
    Optional<String> whyNotLimited() {
        return whyNotLimited;
    }

    /** Leaves no room at all. */
    void fill() {
        if (whyNotLimited.isPresent()) {
            throw new IllegalStateException(whyNotLimited.get());
        }
        byte[] block = new byte[1024 * 1024];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            while (true) {
                ballast.write(block);
            }
        } catch (IOException full) {
            fillRest();
        }
    }

    private void fillRest() {
        try (OutputStream ballast = Files.newOutputStream(ballast(), java.nio.file.StandardOpenOption.APPEND)) {
            while (true) {
                ballast.write(new byte[512]);
            }
        } catch (IOException full) {
            return;
        }
    }

    void free() {
        try {
            boolean unused = Files.deleteIfExists(ballast());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    @Override
    public void close() {
        if (whyNotLimited.isPresent()) {
            return;
        }
        try {
            int unused = new ProcessBuilder("umount", "-l", directory.toString())
                    .start()
                    .waitFor();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
