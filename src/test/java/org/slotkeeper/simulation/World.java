package org.slotkeeper.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What all parts of one simulation share: time, chance, options, and what has come about. */
final class World {

    private final Agenda agenda;
    private final Dice dice;
    private final Options options;
    private final Trace trace;
    private final Map<Sometimes, Integer> met = new EnumMap<>(Sometimes.class);
    private Optional<Violation> violation = Optional.empty();
    private boolean hasFaults = true;

    World(Dice dice, Options options, boolean isTraceWritten) {
        this.agenda = new Agenda(Surgery.START);
        this.dice = dice;
        this.options = options;
        this.trace = new Trace(agenda, isTraceWritten);
    }

    Agenda agenda() {
        return agenda;
    }

    Dice dice() {
        return dice;
    }

    Options options() {
        return options;
    }

    Trace trace() {
        return trace;
    }

    boolean hasFaults() {
        return hasFaults;
    }

    void endFaults() {
        hasFaults = false;
    }

    /** Ends the simulation if a promise is broken, even where somebody would take what is thrown for a fault of a store. */
    void require(boolean holds, String promise, Supplier<String> otherwise) {
        if (!holds) {
            Violation broken = new Violation(promise, otherwise.get());
            violation = violation.or(() -> Optional.of(broken));
            throw broken;
        }
    }

    Optional<Violation> violation() {
        return violation;
    }

    void met(Sometimes condition) {
        met.merge(condition, 1, Integer::sum);
    }

    boolean hasMet(Sometimes condition) {
        return met.containsKey(condition);
    }

    /** Whether the inventory has been without a part of what it knew. */
    boolean hasMemoryBeenLost() {
        return hasMet(Sometimes.MEMORY_EMPTIED)
                || hasMet(Sometimes.MEMORY_RESTORED)
                || hasMet(Sometimes.MEMORY_OF_A_REPLICA);
    }

    Map<Sometimes, Integer> met() {
        return met;
    }
}
