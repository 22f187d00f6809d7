package org.slotkeeper.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.slotkeeper.booking.InMemorySeats.Seat;

/** What versions of a practice's book that are on their way will retire, for as long as somebody may come to record them. */
final class InMemoryRetiring {

    private final Map<Seat, Note> notes = new HashMap<>();
    private Instant until = Instant.MIN;
    private int latest;

    private record Note(int version, int places) {
        /** Of two versions that are both on their way each claim minds what either retires. */
        Note or(Note other) {
            return new Note(Math.max(version, other.version), Math.max(places, other.places));
        }
    }

    InMemoryRetiring copy() {
        InMemoryRetiring copy = new InMemoryRetiring();
        copy.notes.putAll(notes);
        copy.until = until;
        copy.latest = latest;
        return copy;
    }

    /** @param known the version that the inventory has */
    void note(int known, int version, Map<LocalDate, Map<Integer, Integer>> places, Instant ends) {
        notes.values().removeIf(note -> note.version() <= known);
        places.forEach((day, slots) ->
                slots.forEach((first, count) -> notes.merge(new Seat(day, first), new Note(version, count), Note::or)));
        until = until.isAfter(ends) ? until : ends;
        latest = Math.max(latest, version);
    }

    /** What is retired says the book from now on. */
    void opened(int version) {
        if (latest <= version) {
            notes.clear();
            until = Instant.MIN;
        }
    }

    /** How many places of a slot are retired: by the claim's book, or by the next one. */
    int of(Seat first, int byBook, int version, Instant now) {
        Note note = notes.get(first);
        boolean isOnItsWay = note != null && now.isBefore(until) && note.version() > version;
        return isOnItsWay ? Math.max(byBook, note.places()) : byBook;
    }
}
