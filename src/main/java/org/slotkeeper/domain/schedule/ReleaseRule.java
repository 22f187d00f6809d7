package org.slotkeeper.domain.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.function.Function;
import java.util.function.Supplier;

/** When the embargo on a session's slots lifts, as the practice puts it. */
public sealed interface ReleaseRule {

    /** The slots are embargoed at every instant before this one. */
    Instant releasedAt(LocalDate sessionDay);

    /** The rule as one text, for a store that keeps it. */
    String text();

    /** One function for each kind, so that whoever writes a rule has thought of all of them. */
    <R> R match(
            Supplier<? extends R> atOnce,
            Function<? super At, ? extends R> at,
            Function<? super DaysBefore, ? extends R> daysBefore);

    /** There never was an embargo. */
    record AtOnce() implements ReleaseRule {
        @Override
        public Instant releasedAt(LocalDate sessionDay) {
            // The same instant for everybody, so that publishing the same session again is the same
            // session.
            return Instant.EPOCH;
        }

        @Override
        public String text() {
            return "at-once";
        }

        @Override
        public <R> R match(
                Supplier<? extends R> atOnce,
                Function<? super At, ? extends R> at,
                Function<? super DaysBefore, ? extends R> daysBefore) {
            return atOnce.get();
        }
    }

    record At(Instant instant) implements ReleaseRule {
        public At {
            if (instant.getNano() != 0) {
                throw new IllegalArgumentException("a release is at a whole second");
            }
        }

        @Override
        public Instant releasedAt(LocalDate sessionDay) {
            return instant;
        }

        @Override
        public String text() {
            return "at " + instant;
        }

        @Override
        public <R> R match(
                Supplier<? extends R> atOnce,
                Function<? super At, ? extends R> at,
                Function<? super DaysBefore, ? extends R> daysBefore) {
            return at.apply(this);
        }
    }

    /** That many days before the session's day, when the wall clock shows this time. */
    record DaysBefore(int days, LocalTime time) implements ReleaseRule {

        public static final int DAYS_MAX = 400;

        public DaysBefore {
            if (days < 0 || days > DAYS_MAX) {
                throw new IllegalArgumentException("a release is 0 to " + DAYS_MAX + " days before the session");
            }
            if (time.getSecond() != 0 || time.getNano() != 0) {
                throw new IllegalArgumentException("a release is at a whole minute");
            }
        }

        @Override
        public Instant releasedAt(LocalDate sessionDay) {
            return WallClock.instantOf(sessionDay.minusDays(days), time);
        }

        @Override
        public String text() {
            return "days-before " + days + ' ' + time;
        }

        @Override
        public <R> R match(
                Supplier<? extends R> atOnce,
                Function<? super At, ? extends R> at,
                Function<? super DaysBefore, ? extends R> daysBefore) {
            return daysBefore.apply(this);
        }
    }

    /** @throws IllegalArgumentException if no rule has this text */
    static ReleaseRule parse(String text) {
        String[] words = text.split(" ", -1);
        return switch (words[0]) {
            case "at-once" -> new AtOnce();
            case "at" -> new At(Instant.parse(words[1]));
            case "days-before" -> new DaysBefore(Integer.parseInt(words[1]), LocalTime.parse(words[2]));
            default -> throw new IllegalArgumentException("not a release rule: " + words[0]);
        };
    }
}
