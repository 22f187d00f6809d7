package org.slotkeeper.cycles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slotkeeper.history.Told;
import org.slotkeeper.history.Wish;

/** What patients were told: each answer counted by its reason, and which appointments were acknowledged and cancelled. */
final class Answers {

    /** @param key of the appointment; @param isCancelled whether that was acknowledged too */
    record Acknowledged(String key, boolean isCancelled) {}

    private final Map<String, Boolean> isCancelledByKey = new HashMap<>();
    private final Map<String, Integer> otherwise = new TreeMap<>();
    private final List<String> neverAnswered = new ArrayList<>();
    private final List<String> neverHadAgain = new ArrayList<>();
    private final List<String> cancelsRefused = new ArrayList<>();
    private int cancelled;

    synchronized void booked(String key) {
        Boolean unused = isCancelledByKey.put(key, false);
    }

    synchronized void cancelled(String key) {
        Boolean unused = isCancelledByKey.put(key, true);
        cancelled++;
    }

    /** An answer that was not that it is done. */
    synchronized void otherwise(Wish.Kind kind, String whose, Told told) {
        String answer = kind + " " + told.status() + ' ' + told.code() + whose;
        otherwise.merge(answer, 1, Integer::sum);
    }

    synchronized void neverAnswered(Wish wish) {
        neverAnswered.add(wish.toString());
    }

    synchronized void neverHadAgain(String slot) {
        neverHadAgain.add(slot);
    }

    synchronized void cancelRefused(Wish wish, Told told) {
        cancelsRefused.add(wish + " was told " + told);
    }

    synchronized List<Acknowledged> acknowledged() {
        return isCancelledByKey.entrySet().stream()
                .map(entry -> new Acknowledged(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Acknowledged::key))
                .toList();
    }

    synchronized int bookings() {
        return isCancelledByKey.size();
    }

    synchronized int cancellations() {
        return cancelled;
    }

    synchronized Map<String, Integer> otherwise() {
        return new TreeMap<>(otherwise);
    }

    synchronized List<String> neverAnswered() {
        return List.copyOf(neverAnswered);
    }

    synchronized List<String> neverHadAgain() {
        return List.copyOf(neverHadAgain);
    }

    synchronized List<String> cancelsRefused() {
        return List.copyOf(cancelsRefused);
    }
}
