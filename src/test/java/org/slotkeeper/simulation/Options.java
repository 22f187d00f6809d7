package org.slotkeeper.simulation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slotkeeper.booking.BookingSettings;

/**
 * What one seed makes of the world. Each kind of fault is left out of many seeds, because faults hide each other.
 *
 * @param hasReception whether the practice itself books for the first of the patients too
 * @param hasEdits whether the practice publishes its sessions otherwise in the course of the simulation
 * @param layout what the practice has published
 * @param safety for how long there are faults, in microseconds
 * @param requestMemory how long the inventory remembers requests
 * @param lostPerMille how many of the messages to a store get lost, how many answers, and how many arrive late
 * @param latenessMax how late, in microseconds
 * @param troubleEvery about how long it is from one trouble to the next, in microseconds
 * @param troubles which ones there are
 * @param jobEvery how often each engine does each of its upkeep jobs, in microseconds
 * @param skewMax how far an engine's clock may be from the true time, in microseconds
 */
record Options(
        int engines,
        int patients,
        boolean hasReception,
        boolean hasEdits,
        Layout layout,
        long safety,
        Duration requestMemory,
        BookingSettings booking,
        int lostPerMille,
        int answersLostPerMille,
        int latePerMille,
        int doubtfulPerMille,
        long latenessMax,
        long troubleEvery,
        Set<Trouble> troubles,
        long jobEvery,
        long thinkingMax,
        long skewMax) {

    static Options of(Dice dice) {
        Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
        for (Trouble trouble : Trouble.values()) {
            if (dice.oneIn(3) && trouble != Trouble.SPLIT_BRAIN) {
                troubles.add(trouble);
            }
        }
        long safety = dice.between(8, 26) * Agenda.SECOND;
        return new Options(
                dice.between(2, 3),
                dice.between(3, 5),
                dice.oneIn(3),
                dice.oneIn(4),
                Layout.of(dice),
                safety,
                Duration.ofSeconds(dice.between(20, 45)),
                new BookingSettings(
                        Duration.ofSeconds(dice.between(1, 12)), Duration.ofSeconds(10), dice.between(2, 3)),
                dice.oneIn(2) ? dice.between(1, 40) : 0,
                dice.oneIn(2) ? dice.between(1, 60) : 0,
                dice.oneIn(2) ? dice.between(1, 40) : 0,
                dice.oneIn(3) ? dice.between(1, 40) : 0,
                dice.pick(List.of(1L, 4L, 12L)) * Agenda.SECOND,
                dice.between(1, 8) * Agenda.SECOND,
                troubles,
                dice.between(1_000, 2_500) * Agenda.MILLISECOND,
                dice.between(200, 4_000) * Agenda.MILLISECOND,
                dice.oneIn(2) ? 500 * Agenda.MILLISECOND : 0);
    }
}
