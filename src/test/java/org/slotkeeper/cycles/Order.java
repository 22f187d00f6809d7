package org.slotkeeper.cycles;

import java.util.Iterator;
import java.util.List;

/**
 * What is to be run.
 *
 * @param cycles a booking and its cancellation each, by all patients together
 * @param patients who book side by side, each over connections of their own
 */
record Order(int cycles, int patients) {

    private static final Order USUAL = new Order(100_000, 64);

    Order {
        if (cycles < 1 || patients < 1) {
            throw new IllegalArgumentException("nobody to book, or nothing: " + cycles + ", " + patients);
        }
    }

    static Order of(String... arguments) {
        Order order = USUAL;
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            String word = words.next();
            int value = Integer.parseInt(words.next());
            order = switch (word) {
                case "--cycles" -> new Order(value, order.patients());
                case "--patients" -> new Order(order.cycles(), value);
                default -> throw new IllegalArgumentException("unknown: " + word);
            };
        }
        return order;
    }
}
