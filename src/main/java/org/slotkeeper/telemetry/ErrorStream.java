package org.slotkeeper.telemetry;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process's error stream, which also knows how often it was not written: Java's own says that
 * it failed once, and never that it goes again.
 */
public final class ErrorStream extends PrintStream {

    private final Counting out;

    private ErrorStream(Counting out) {
        super(out);
        this.out = out;
    }

    /** From now on {@code System.err} is one. */
    public static void install() {
        System.setErr(new ErrorStream(new Counting(new FileOutputStream(FileDescriptor.err))));
    }

    /** How many writes have failed so far; none are known of if this is not the error stream. */
    static long failures() {
        return System.err instanceof ErrorStream ours ? ours.out.failures.get() : 0;
    }

    private static final class Counting extends FilterOutputStream {

        private final AtomicLong failures = new AtomicLong();

        private Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException cause) {
                failures.incrementAndGet();
                throw cause;
            }
        }
    }
}
