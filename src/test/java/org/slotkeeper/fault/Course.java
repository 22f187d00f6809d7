package org.slotkeeper.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** One round after the other on one rig, each on a day of its own: what one leaves behind the next ones meet. */
final class Course {

    /** Days of two practices that are used before new practices take their place. */
    private static final int DAYS = 20;

    private final Rig rig;
    private final Path directory;
    private int played;

    Course(Rig rig, Path directory) {
        this.rig = rig;
        this.directory = directory;
    }

    RoundReport play(long seed, List<Fault> faults) throws IOException {
        int first = played / DAYS * 2;
        List<String> practices = List.of(String.format("K%05d", first), String.format("K%05d", first + 1));
        LocalDate day = Round.firstDay().plusDays(played % DAYS);
        rig.register(practices);
        played++;
        // A round that was broken off leaves what it broke.
        rig.makeWhole();
        return new Round(rig, seed, practices, day, faults).run(directory);
    }
}
