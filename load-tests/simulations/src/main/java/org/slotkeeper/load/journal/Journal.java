package org.slotkeeper.load.journal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes answers down as they come. What is written can be read within a second. */
public final class Journal implements AutoCloseable {

    private static final long FLUSH_MILLIS = 500;

    private final BufferedWriter writer;
    private long flushedAt;

    public Journal(Path file) {
        try {
            this.writer = Files.newBufferedWriter(file);
        } catch (IOException cause) {
            throw new UncheckedIOException("the journal " + file + " cannot be written", cause);
        }
    }

    public synchronized void write(Answer answer) {
        try {
            writer.write(answer.line());
            writer.write('\n');
            long now = System.nanoTime() / 1_000_000;
            if (now - flushedAt >= FLUSH_MILLIS) {
                flushedAt = now;
                writer.flush();
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("the journal cannot be written", cause);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
