package org.slotkeeper.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the practice of one simulation has published.
 *
 * @param doctorSlots how many slots the doctor has one after the other
 * @param clinicSlots the same of the clinic, whose slots have places for several
 * @param hours the sessions that are not open to all at all times; none in half of the simulations
 */
record Layout(int doctorSlots, int clinicSlots, Optional<Hours> hours) {

    /**
     * Of a practice with slots that begin in the course of the simulation, slots that are released in the course of it, and slots of its own.
     *
     * @param beginAfter when the first of the walk-in slots begins, counted from the start
     * @param releasedAfter when the late slot is released, counted from the start
     * @param notice until how long before its start a slot may be booked
     * @param cancelNotice until how long before its start an appointment may be cancelled or moved
     */
    record Hours(Duration beginAfter, Duration releasedAfter, Duration notice, Duration cancelNotice) {}

    static Layout of(Dice dice) {
        int doctorSlots = dice.between(2, 4);
        int clinicSlots = dice.oneIn(3) ? 2 : 1;
        return new Layout(doctorSlots, clinicSlots, dice.oneIn(2) ? Optional.empty() : Optional.of(hours(dice)));
    }

    private static Hours hours(Dice dice) {
        return new Hours(
                seconds(dice.pick(List.of(6, 11, 17))),
                seconds(dice.pick(List.of(3, 7, 12))),
                seconds(dice.pick(List.of(0, 0, 2))),
                seconds(dice.pick(List.of(0, 1, 3))));
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }
}
