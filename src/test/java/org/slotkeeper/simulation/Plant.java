package org.slotkeeper.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Where a bug can be planted: what engines are given in place of their ports. */
final class Plant {

    static final Plant NONE = new Plant("none", Map.of(), false, true);

    private final String name;
    private final Map<Class<?>, UnaryOperator<?>> fronts;
    private final boolean believesAnyLife;
    private final boolean knowsOwners;

    private Plant(String name, Map<Class<?>, UnaryOperator<?>> fronts, boolean believesAnyLife, boolean knowsOwners) {
        this.name = name;
        this.fronts = fronts;
        this.believesAnyLife = believesAnyLife;
        this.knowsOwners = knowsOwners;
    }

    String name() {
        return name;
    }

    /** Whether the inventory answers from whatever memory it has. */
    boolean believesAnyLife() {
        return believesAnyLife;
    }

    /** False for a ledger whose arbiter is gone. */
    boolean knowsOwners() {
        return knowsOwners;
    }

    /** What an engine is given in place of this port: the port itself, unless the bug is planted there. */
    @SuppressWarnings("unchecked")
    <T> T inFrontOf(Class<T> port, T real) {
        UnaryOperator<T> planted = (UnaryOperator<T>) fronts.get(port);
        return planted == null ? real : planted.apply(real);
    }

    Plant named(String given) {
        return new Plant(given, fronts, believesAnyLife, knowsOwners);
    }

    <T> Plant with(Class<T> port, UnaryOperator<T> planted) {
        Map<Class<?>, UnaryOperator<?>> more = new HashMap<>(fronts);
        more.put(port, planted);
        return new Plant(name, more, believesAnyLife, knowsOwners);
    }

    Plant believingAnyLife() {
        return new Plant(name, fronts, true, knowsOwners);
    }

    Plant withoutOwners() {
        return new Plant(name, fronts, believesAnyLife, false);
    }

    @Override
    public String toString() {
        return name;
    }
}
