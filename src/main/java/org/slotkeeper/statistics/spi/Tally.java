package org.slotkeeper.statistics.spi;

/**
 * How many appointments, or how many more.
 *
 * @param given those that are booked
 * @param cancelled those that were booked and cancelled
 * @param moved those that were booked and went elsewhere
 */
public record Tally(int given, int cancelled, int moved) {

    public Tally plus(Tally other) {
        return new Tally(given + other.given, cancelled + other.cancelled, moved + other.moved);
    }
}
