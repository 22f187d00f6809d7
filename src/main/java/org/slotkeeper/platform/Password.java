package org.slotkeeper.platform;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The password for a store. One that is kept in a file is read anew for each connection, by the
 * path: it may be changed while we run, also where the path is a link that leads to another file
 * from then on. A file that cannot be read just now, or has nothing in it, is being changed: what
 * was read last is still good. Never printed.
 */
public final class Password {

    private static final Logger LOG = LoggerFactory.getLogger(Password.class);

    private final Optional<Path> file;
    private volatile String lastRead;

    private Password(Optional<Path> file, String lastRead) {
        this.file = file;
        this.lastRead = lastRead;
    }

    /** @param text empty for none */
    public static Password of(String text) {
        return new Password(Optional.empty(), text);
    }

    /** @param text what was in the file when it was first read */
    public static Password in(Path file, String text) {
        return new Password(Optional.of(file), text);
    }

    /** As it is now; the file is read beside the event loop. */
    public Future<String> now(Vertx vertx) {
        return file.isEmpty() ? Future.succeededFuture(lastRead) : vertx.executeBlocking(this::read, false);
    }

    /** As it is now. Blocks where it is in a file. */
    public String read() {
        if (file.isPresent()) {
            try {
                String text = textIn(file.get());
                lastRead = text.isEmpty() ? lastRead : text;
            } catch (IOException unreadable) {
                LOG.atWarn().addKeyValue("file", file.get()).log("a password's file cannot be read now");
            }
        }
        return lastRead;
    }

    /**
     * What a file holds that holds a secret and nothing else: editors and shells end it with a new
     * line, which is no part of the secret.
     */
    public static String textIn(Path file) throws IOException {
        return Files.readString(file).replaceFirst("[\\r\\n]+$", "");
    }

    @Override
    public String toString() {
        return "***";
    }
}
