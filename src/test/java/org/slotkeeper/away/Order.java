package org.slotkeeper.away;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.slotkeeper.history.Wish;

/**
 * What is to be run.
 *
 * @param isKilled whether Redis is killed; else it stands still
 * @param rate requests a second
 * @param before how long all is well at first; @param after how long once Redis is back
 * @param practices a list for the demo; its own if none
 */
record Order(boolean isKilled, int rate, Duration before, Duration away, Duration after, Optional<Path> practices) {

    /** What patients ask for in turn. The last three need no Redis. */
    static final List<Wish.Kind> KINDS = List.of(
            Wish.Kind.SEARCH, Wish.Kind.HOLD, Wish.Kind.BOOK, Wish.Kind.READ, Wish.Kind.AMEND, Wish.Kind.CANCEL);

    static final List<Wish.Kind> WITHOUT_REDIS = KINDS.subList(3, KINDS.size());

    private static final Order USUAL = new Order(
            false, 30, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30), Optional.empty());

    static Order of(String... arguments) {
        Order order = USUAL;
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            order = order.with(words.next(), words.next());
        }
        return order;
    }

    private Order with(String word, String value) {
        return switch (word) {
            case "--kind" -> new Order(isKilled(value), rate, before, away, after, practices);
            case "--rate" -> new Order(isKilled, Integer.parseInt(value), before, away, after, practices);
            case "--before" -> new Order(isKilled, rate, seconds(value), away, after, practices);
            case "--away" -> new Order(isKilled, rate, before, seconds(value), after, practices);
            case "--after" -> new Order(isKilled, rate, before, away, seconds(value), practices);
            case "--practices" -> new Order(isKilled, rate, before, away, after, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException("unknown: " + word);
        };
    }

    private static boolean isKilled(String kind) {
        return switch (kind) {
            case "killed" -> true;
            case "stopped" -> false;
            default -> throw new IllegalArgumentException("--kind is stopped or killed, not " + kind);
        };
    }

    private static Duration seconds(String value) {
        return Duration.ofSeconds(Integer.parseInt(value));
    }

    /** So many of each kind, if all that is due is asked. */
    private int ofEach(Duration time) {
        return Math.toIntExact(rate * time.toSeconds() / KINDS.size()) + 1;
    }

    /** Booked ahead, so that there is something to read, to amend and to cancel for as long as nothing can be booked. */
    int bookedAhead() {
        return ofEach(away.plus(after)) * 3 / 2;
    }

    /** Slots that are asked for in all. */
    int places() {
        return bookedAhead() + 2 * ofEach(before.plus(away).plus(after));
    }
}
