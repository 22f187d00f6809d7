package org.slotkeeper.cycles;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose each slot of one place is, by what patients were told, and how long a slot that was cancelled was to be had by nobody: from the answer to its cancellation to the first answer that shows it
 * free, which is somebody's booking or a search.
 */
final class FreedSlots {

    /** By which engine a booking was cancelled. */
    enum Canceller {
        THE_OTHER_ENGINE,
        THE_SAME_ENGINE
    }

    private record Freed(Canceller by, long atNanos) {}

    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Freed> freed = new HashMap<>();
    private final Map<Canceller, List<Long>> waits = new EnumMap<>(Canceller.class);
    private final List<String> givenTwice = new ArrayList<>();

    FreedSlots() {
        for (Canceller by : Canceller.values()) {
            waits.put(by, new ArrayList<>());
        }
    }

    /** A patient was told that they have it. To be called before they ask for anything else. */
    synchronized void booked(String slot, String appointment, long atNanos) {
        String other = owners.put(slot, appointment);
        if (other != null) {
            givenTwice.add(slot + " of " + other + " and " + appointment);
        }
        seenFree(slot, atNanos);
    }

    /** From now on it may be somebody else's: a cancellation is about to be sent. */
    synchronized void leaving(String slot, String appointment) {
        boolean unused = owners.remove(slot, appointment);
    }

    /** Their patient was told that it is cancelled. Somebody may have it already, or be done with it before this was heard. */
    synchronized void cancelled(String slot, Canceller by, long atNanos) {
        boolean isHadAgain = owners.containsKey(slot) || freed.containsKey(slot);
        if (isHadAgain) {
            waits.get(by).add(0L);
        } else {
            freed.put(slot, new Freed(by, atNanos));
        }
    }

    /** A search has shown it, or somebody has it. */
    synchronized void seenFree(String slot, long atNanos) {
        Freed since = freed.remove(slot);
        if (since != null) {
            waits.get(since.by()).add(Math.max(0, atNanos - since.atNanos()));
        }
    }

    /** Those that nobody has seen free since they were cancelled. */
    synchronized Set<String> unseen() {
        return Set.copyOf(freed.keySet());
    }

    synchronized List<String> givenTwice() {
        return List.copyOf(givenTwice);
    }

    synchronized Waits waits(Canceller by) {
        return new Waits(waits.get(by).stream().sorted().toList());
    }

    /** How long slots were to be had by nobody, in order. */
    record Waits(List<Long> nanos) {

        private static final long A_SECOND = 1_000_000_000;

        long overASecond() {
            return nanos.stream().filter(wait -> wait > A_SECOND).count();
        }

        double millisAt(double part) {
            return nanos.isEmpty() ? 0 : nanos.get((int) Math.ceil(part * nanos.size()) - 1) / 1e6;
        }
    }
}
