package org.slotkeeper.telemetry;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.telemetry.LineMeter.Result;

/**
 * Writes the access log's lines on a thread of its own. Whoever hands lines over never waits: what
 * there is no room for, because the output is slower than the lines come, is counted and gone. May
 * be asked on any thread.
 */
public final class LineWriter {

    /** So many lines wait and no more: some 5 MB, and a second or two of a busy process. */
    static final int WAITING_MAX = 16_384;

    /** A process that stops waits so long for an output that does not take its lines. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    /** How often, at most, it is said how many lines were left out. */
    private static final Duration SAID_EVERY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);
    private static final Batch END = new Batch("", 0);

    private final Output output;
    private final LongSupplier nanos;
    private final LineMeter meter;
    private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    private final LongAdder leftOut = new LongAdder();
    private final Promise<Void> ended = Promise.promise();
    private volatile boolean isClosed;
    private long saidAt;

    private LineWriter(Output output, LongSupplier nanos, LineMeter meter) {
        this.output = output;
        this.nanos = nanos;
        this.meter = meter;
        this.saidAt = nanos.getAsLong() - SAID_EVERY.toNanos();
    }

    /** Where lines go. */
    public interface Output {

        /** Whether anybody wants them. Asked on event loops: answers at once. */
        boolean isOn();

        /**
         * May take as long as it takes.
         *
         * @throws IOException if not all of them were written
         */
        void write(String lines) throws IOException;
    }

    /** @param nanos a clock that only goes forward */
    public static LineWriter start(Output output, LongSupplier nanos, LineMeter meter) {
        LineWriter writer = new LineWriter(output, nanos, meter);
        Thread thread = new Thread(writer::run, "access-log");
        // An output that takes nothing must not keep a process from ending.
        thread.setDaemon(true);
        thread.start();
        return writer;
    }

    public boolean isOn() {
        return output.isOn();
    }

    /**
     * Hands lines over to be written soon, in this order. Never blocks.
     *
     * @param text whole lines, each with its end
     */
    public void hand(String text, int lines) {
        if (isClosed || meter.waiting() + lines > WAITING_MAX) {
            leaveOut(Result.NO_ROOM, lines);
            return;
        }
        meter.joined(lines);
        Batch batch = new Batch(text, lines);
        batches.add(batch);
        if (ended.future().isComplete() && batches.remove(batch)) {
            // Nobody is there any more who would write it.
            meter.left(lines);
            leaveOut(Result.NO_ROOM, lines);
        }
    }

    /**
     * Writes what waits and takes no more. Completes when all is written, and some seconds later in
     * any case: what is left then is counted as lost.
     */
    public Future<Void> close() {
        isClosed = true;
        batches.add(END);
        return ended.future()
                .timeout(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(late -> {
                    abandon();
                    batches.add(END);
                    return Future.succeededFuture();
                });
    }

    private void run() {
        try {
            for (Batch batch = batches.take(); batch != END; batch = batches.take()) {
                write(batch);
                sayWhatWasLeftOut(SAID_EVERY);
            }
            sayWhatWasLeftOut(Duration.ZERO);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            abandon();
            ended.complete();
        }
    }

    private void write(Batch batch) {
        try {
            output.write(batch.text);
            meter.ended(Result.WRITTEN, batch.lines);
        } catch (IOException | RuntimeException failed) {
            // Its reason would go where the lines do not go. The count is read elsewhere.
            leaveOut(Result.NOT_WRITTEN, batch.lines);
        } finally {
            meter.left(batch.lines);
        }
    }

    private void abandon() {
        for (Batch batch = batches.poll(); batch != null; batch = batches.poll()) {
            meter.left(batch.lines);
            leaveOut(Result.NO_ROOM, batch.lines);
        }
    }

    private void leaveOut(Result result, int lines) {
        leftOut.add(lines);
        meter.ended(result, lines);
    }

    /** On the writer's own thread: the line goes the way of the others, and may wait as they do. */
    private void sayWhatWasLeftOut(Duration after) {
        long now = nanos.getAsLong();
        if (leftOut.sum() == 0 || now - saidAt < after.toNanos()) {
            return;
        }
        saidAt = now;
        LOG.atWarn().addKeyValue("lines", leftOut.sumThenReset()).log("lines of the access log were left out");
    }

    private record Batch(String text, int lines) {}
}
