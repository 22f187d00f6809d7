package org.slotkeeper.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** What simulated engines would log nobody reads: a trace tells more, and they are many. */
final class Silence {

    private Silence() {}

    static <T> T during(Supplier<T> work) {
        Logger all = (Logger) LoggerFactory.getLogger("org.slotkeeper");
        Level before = all.getLevel();
        all.setLevel(Level.OFF);
        try {
            return work.get();
        } finally {
            all.setLevel(before);
        }
    }
}
