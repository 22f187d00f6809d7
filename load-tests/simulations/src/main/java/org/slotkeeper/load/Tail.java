package org.slotkeeper.load;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slotkeeper.load.journal.Answer;

/** Reads a journal while it is written: each answer once, in the order in which they were written. */
final class Tail {

    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final byte[] chunk = new byte[CHUNK];
    private long position;
    private String rest = "";

    Tail(Path file) {
        this.file = file;
    }

    /** Hands on what is new. A line that is only half written waits for its other half. */
    void read(Consumer<Answer> reader) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "r")) {
            journal.seek(position);
            for (int count = journal.read(chunk); count > 0; count = journal.read(chunk)) {
                position += count;
                // Journals are ASCII: a chunk never ends within a character.
                String text = rest + new String(chunk, 0, count, StandardCharsets.US_ASCII);
                int from = 0;
                for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
                    reader.accept(Answer.parse(text.substring(from, end)));
                    from = end + 1;
                }
                rest = text.substring(from);
            }
        }
    }
}
