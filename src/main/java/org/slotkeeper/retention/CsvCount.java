package org.slotkeeper.retention;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Counts the rows of a CSV file with a head line, and sums it, while it goes by. A line that ends
 * within quotes is no row's end.
 */
final class CsvCount {

    private final MessageDigest digest = sha256();
    private long lines;
    private boolean isQuoted;

    /** All that is written goes there and is counted. It is not closed with this. */
    OutputStream beside(OutputStream there) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                there.write(bytes, from, length);
                count(bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                there.flush();
            }
        };
    }

    private void count(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
        for (int at = from; at < from + length; at++) {
            if (bytes[at] == '"') {
                isQuoted = !isQuoted;
            } else if (bytes[at] == '\n' && !isQuoted) {
                lines++;
            }
        }
    }

    /** When all has gone by. */
    TableContent content() {
        return new TableContent(lines - 1, HexFormat.of().formatHex(digest.digest()));
    }

    static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
