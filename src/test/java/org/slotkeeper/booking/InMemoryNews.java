package org.slotkeeper.booking;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.slotkeeper.domain.Interval;
import org.slotkeeper.domain.NhsNumber;
import org.slotkeeper.domain.SeatNews;

/** What an {@link InMemoryPractice} was told since its memory began. */
final class InMemoryNews {

    private final Map<Seat, SeatNews> seats = new HashMap<>();
    private final Map<NhsNumber, List<Interval>> diary = new HashMap<>();

    InMemoryNews copy() {
        InMemoryNews copy = new InMemoryNews();
        copy.seats.putAll(seats);
        diary.forEach((patient, times) -> copy.diary.put(patient, new ArrayList<>(times)));
        return copy;
    }

    /** Notes news of one seat, unless something as new is known of it. */
    boolean note(SeatNews news, int ordinal) {
        Seat seat = new Seat(news.day(), ordinal);
        SeatNews last = seats.get(seat);
        if (last != null && news.version() <= last.version()) {
            return false;
        }
        seats.put(seat, news);
        return true;
    }

    /** Whether the last that is known of the seat is that it came free. */
    boolean isFree(LocalDate day, int ordinal) {
        SeatNews last = seats.get(new Seat(day, ordinal));
        return last != null && !last.occupied();
    }

    /** Whether the last that is known of the seat is that somebody has it. */
    boolean isOccupied(LocalDate day, int ordinal) {
        SeatNews last = seats.get(new Seat(day, ordinal));
        return last != null && last.occupied();
    }

    void keepDiary(SeatNews.PatientTime entry, boolean occupied) {
        List<Interval> times = diary.computeIfAbsent(entry.patient(), none -> new ArrayList<>());
        times.remove(entry.time());
        if (occupied) {
            times.add(entry.time());
        }
    }

    List<Interval> timesOf(NhsNumber patient) {
        return new ArrayList<>(diary.getOrDefault(patient, List.of()));
    }

    /** What is known otherwise is forgotten; diaries are not. */
    void forget(Predicate<SeatNews> isKnown) {
        seats.values().removeIf(last -> isKnown.test(last));
    }

    /** Each seat that has news, and whether that made it free. */
    void forEachSeat(BiConsumer<Seat, Boolean> look) {
        seats.forEach((seat, last) -> look.accept(seat, !last.occupied()));
    }

    record Seat(LocalDate day, int ordinal) {}
}
