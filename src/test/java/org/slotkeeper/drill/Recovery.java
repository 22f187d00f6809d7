package org.slotkeeper.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slotkeeper.drill.SteadyBooking.Booking;

/**
 * What a disaster cost.
 *
 * @param began when it happened, or was noticed
 * @param kept bookings that were acknowledged, and are on record after the restore
 * @param missing those that should be on record and are not
 * @param givenUp those that are not on record because they were made after the moment that was gone back to
 * @param tooLate those that are on record though nobody had asked for them by that moment
 * @param steps each step until all was well, in order, with when it was done
 */
record Recovery(
        Instant began,
        List<Booking> kept,
        List<Booking> missing,
        List<Booking> givenUp,
        List<Booking> tooLate,
        List<Step> steps) {

    record Step(String name, Instant doneAt) {}

    /** From the oldest answer that does not hold, though it should, to the disaster; nothing if all hold. */
    Duration lost() {
        return missing.stream()
                .map(Booking::toldAt)
                .min(Comparator.naturalOrder())
                .map(oldest -> Duration.between(oldest, began))
                .orElse(Duration.ZERO);
    }

    /** Everybody whose answer does not hold any more, for whatever reason. */
    List<Booking> gone() {
        return Stream.concat(missing.stream(), givenUp.stream()).toList();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "RPO  %6s s: %d of %d acknowledged bookings are missing; %d more were given up%n",
                seconds(lost()),
                missing.size(),
                missing.size() + kept.size() + givenUp.size(),
                givenUp.size()));
        steps.forEach(step -> text.append(String.format(
                Locale.ROOT, "RTO  %6s s until %s%n", seconds(Duration.between(began, step.doneAt())), step.name())));
        return text.toString();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
