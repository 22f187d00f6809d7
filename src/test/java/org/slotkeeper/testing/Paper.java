package org.slotkeeper.testing;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Phaser;
import java.util.stream.Collectors;
import org.slotkeeper.telemetry.LineWriter;

/** Takes the access log's lines as a disk or a pipe would, and stands still or fails when it is told to. */
public final class Paper implements LineWriter.Output {

    private final List<String> batches = new CopyOnWriteArrayList<>();
    /** Whoever writes waits for the phase to end, while somebody has it open. */
    private final Phaser still = new Phaser();

    private volatile boolean fails;
    private volatile boolean throwsUnchecked;
    private volatile int writing;

    /** From now on nothing that is written ends. */
    public void standStill() {
        int unused = still.register();
    }

    public void goOn() {
        int unused = still.arriveAndDeregister();
    }

    public void fail(boolean from) {
        fails = from;
    }

    public void throwUnchecked(boolean from) {
        throwsUnchecked = from;
    }

    /** How many batches have begun to be written. */
    public int writing() {
        return writing;
    }

    public List<String> batches() {
        return List.copyOf(batches);
    }

    public List<String> lines() {
        return batches.stream().flatMap(String::lines).collect(Collectors.toList());
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    public void write(String lines) throws IOException {
        writing++;
        if (still.getRegisteredParties() > 0) {
            int unused = still.awaitAdvance(still.getPhase());
        }
        if (fails) {
            throw new IOException("no space left on the device");
        }
        if (throwsUnchecked) {
            throw new IllegalStateException("broken");
        }
        batches.add(lines);
    }
}
