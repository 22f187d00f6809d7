package org.slotkeeper.gateway.http;

import static org.slotkeeper.gateway.http.LineBuffer.ascii;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slotkeeper.api.Route;
import org.slotkeeper.platform.OwnerThread;
import org.slotkeeper.telemetry.LineWriter;
import org.slotkeeper.telemetry.LogValues;

/**
 * Writes one line a request, or one in so many, without anything that the caller chose but the
 * method's and the request's id. It belongs to one event loop: a line is written out once, into the
 * loop's buffer, and goes on from there with the others of the same tenth of a second.
 */
public final class AccessLog {

    /** How long a line waits at most, and a process that is killed loses. */
    public static final long GATHERED_MILLIS = 100;

    static final int BUFFER_BYTES = 64 * 1024;

    private static final int SERVER_FAULT = 500;
    /**
     * Eight texts and numbers are put into a line, and the words between them are shorter than two
     * more.
     */
    private static final int PIECES = 10;

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.");
    private static final byte[] ROUTE = ascii("\",\"route\":\"");
    private static final byte[] STATUS = ascii("\",\"status\":");
    private static final byte[] CODE = ascii(",\"code\":\"");
    private static final byte[] MILLIS = ascii("\",\"ms\":");
    private static final byte[] BYTES = ascii(",\"bytes\":");
    private static final byte[] REQUEST = ascii(",\"request\":\"");
    private static final byte[] TRACE = ascii("\",\"trace\":\"");
    private static final byte[] END = ascii("\"}\n");
    private static final byte[] TIME = ascii("{\"@timestamp\":\"");

    private final int every;
    private final LineWriter writer;
    private final Clock clock;
    private final Executor afterTurn;
    private final OwnerThread owner = new OwnerThread();
    private final byte[] afterTime;
    private final int lineBytesMax;
    private final LineBuffer buffer;
    private int lines;
    private int skipped;
    private boolean isUrgent;
    private boolean isClosed;
    private long knownSecond = Long.MIN_VALUE;
    private byte[] second = {};

    /**
     * To be made on the event loop that it serves.
     *
     * @param every 1 for each request, 0 for none; our own failures are written unless it is 0
     * @param afterTurn runs later on this loop, after what it does now
     */
    public AccessLog(int every, LineWriter writer, Clock clock, Executor afterTurn) {
        this.every = every;
        this.writer = writer;
        this.clock = clock;
        this.afterTurn = afterTurn;
        this.afterTime = ascii("Z\",\"message\":\"request answered\",\"logger_name\":\"access\",\"thread_name\":\""
                + Thread.currentThread().getName().replaceAll("[^A-Za-z0-9._-]", "_")
                + "\",\"level\":\"INFO\",\"method\":\"");
        this.lineBytesMax = afterTime.length + PIECES * LineBuffer.longest();
        this.buffer = new LineBuffer(every == 0 ? 0 : BUFFER_BYTES);
    }

    public boolean takes(int status) {
        owner.require();
        if (every == 0 || !writer.isOn()) {
            return false;
        }
        if (++skipped >= every) {
            skipped = 0;
            return true;
        }
        return status >= SERVER_FAULT;
    }

    public void write(Line line) {
        owner.require();
        if (!buffer.hasRoomFor(lineBytesMax)) {
            handOver();
        }
        put(line);
        lines++;
        if (isClosed) {
            handOver();
        } else if (line.status >= SERVER_FAULT && !isUrgent) {
            // With all others that fail in this turn: when everything fails, the log must not be
            // what costs most.
            isUrgent = true;
            afterTurn.execute(this::handOver);
        }
    }

    /** To be called each {@link #GATHERED_MILLIS}. */
    public void handOver() {
        owner.require();
        isUrgent = false;
        if (lines > 0) {
            writer.hand(buffer.take(), lines);
            lines = 0;
        }
    }

    /** Nobody comes each tenth of a second any more: what is still written goes on at once. */
    public void close() {
        owner.require();
        isClosed = true;
        handOver();
    }

    private void put(Line line) {
        putTime();
        buffer.put(afterTime);
        buffer.put(line.method);
        buffer.put(ROUTE);
        buffer.put(line.route.map(route -> route.operation().template()).orElse("none"));
        buffer.put(STATUS);
        buffer.put(line.status);
        buffer.put(CODE);
        buffer.put(LogValues.withoutPatients(line.code));
        buffer.put(MILLIS);
        buffer.put(line.nanos / 1_000_000);
        buffer.put(BYTES);
        buffer.put(line.bytes);
        buffer.put(REQUEST);
        buffer.put(LogValues.withoutPatients(line.correlation.requestId));
        if (!line.correlation.traceId.isEmpty()) {
            buffer.put(TRACE);
            buffer.put(LogValues.withoutPatients(line.correlation.traceId));
        }
        buffer.put(END);
    }

    private void putTime() {
        long millis = clock.millis();
        long now = Math.floorDiv(millis, 1_000L);
        if (now != knownSecond) {
            knownSecond = now;
            second = ascii(SECOND.format(LocalDateTime.ofEpochSecond(now, 0, ZoneOffset.UTC)));
        }
        buffer.put(TIME);
        buffer.put(second);
        buffer.put(Math.floorMod(millis, 1_000L), 3);
    }

    /** @param traceId empty if the request is in no trace */
    public record Line(
            String method,
            Optional<Route> route,
            int status,
            String code,
            long nanos,
            long bytes,
            Correlation correlation) {}

    /**
     * By what a line is found among those of other processes.
     *
     * @param traceId empty if there is no trace
     */
    public record Correlation(String requestId, String traceId) {}
}
