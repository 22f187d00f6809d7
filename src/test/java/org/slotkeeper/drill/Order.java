package org.slotkeeper.drill;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * What a drill is to do.
 *
 * @param rate bookings a second
 * @param load how long patients book before each thing that happens
 * @param shippedAfter the log of changes is shipped so often at least
 */
record Order(int practices, int rate, Duration load, Duration shippedAfter) {

    /** How often patients book for as long as {@link #load}, and as long again in outages. */
    private static final int LOADS = 12;

    /** On a machine so slow that the steps between the loads take most of the time. */
    private static final Duration SLOWEST = Duration.ofMinutes(4);

    static final Order USUAL = new Order(40, 30, Duration.ofSeconds(20), Duration.ofSeconds(10));

    static Order of(String... arguments) {
        Order order = USUAL;
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            String word = words.next();
            int value = Integer.parseInt(words.next());
            order = switch (word) {
                case "--practices" -> new Order(value, order.rate(), order.load(), order.shippedAfter());
                case "--rate" -> new Order(order.practices(), value, order.load(), order.shippedAfter());
                case "--load" ->
                    new Order(order.practices(), order.rate(), Duration.ofSeconds(value), order.shippedAfter());
                case "--shipped-after" ->
                    new Order(order.practices(), order.rate(), order.load(), Duration.ofSeconds(value));
                default -> throw new IllegalArgumentException("unknown: " + word);
            };
        }
        return order;
    }

    /** More than will be booked at each practice. */
    int slotsEach() {
        long seconds = Math.max(SLOWEST.toSeconds(), LOADS * load.toSeconds());
        return Math.toIntExact(rate * seconds / practices) + 1;
    }
}
