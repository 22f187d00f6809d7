package org.slotkeeper.simulation;

import java.time.Instant;
import java.util.PriorityQueue;

/** Virtual time, in microseconds, and all that is still to happen in it. What is due at the same instant happens in the order in which it was entered. */
final class Agenda {

    static final long MILLISECOND = 1_000;
    static final long SECOND = 1_000_000;

    private final Instant start;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>(256);
    private long now;
    private long entered;
    private long happened;

    Agenda(Instant start) {
        this.start = start;
    }

    private record Entry(long at, long order, Runnable event) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    long now() {
        return now;
    }

    Instant instant() {
        return start.plusNanos(now * 1_000);
    }

    /** How many events there have been. */
    long happened() {
        return happened;
    }

    void in(long delay, Runnable event) {
        at(now + delay, event);
    }

    void at(long when, Runnable event) {
        entries.add(new Entry(Math.max(now, when), entered++, event));
    }

    /** Lets the next event happen, unless there is none before the end. */
    boolean step(long end) {
        Entry next = entries.peek();
        if (next == null || next.at() >= end) {
            now = end;
            return false;
        }
        entries.remove();
        now = next.at();
        happened++;
        next.event().run();
        return true;
    }
}
