package org.slotkeeper.statistics.spi;

/**
 * How often something was done with appointments of an hour, since there is a log of changes.
 *
 * @param booked booked there, or moved there
 * @param cancelled cancelled there
 * @param moved moved away from there
 */
public record Tally(int booked, int cancelled, int moved) {

    public Tally plus(Tally other) {
        return new Tally(booked + other.booked, cancelled + other.cancelled, moved + other.moved);
    }
}
