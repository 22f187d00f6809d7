package org.slotkeeper.fault;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What engines told of themselves, those that are gone too: named points that were passed, and what was done there. */
final class EngineRecords {

    private final Child[] engines;
    private final Map<Point, Integer> hits = new EnumMap<>(Point.class);
    private final Set<Point> passed = EnumSet.noneOf(Point.class);

    /** @param engines those that run, each in the place of the one before it */
    EngineRecords(Child[] engines) {
        this.engines = engines;
    }

    /** Keeps what the engine in this place has told, if there was one. */
    void keep(int place) {
        if (engines[place] != null) {
            passed.addAll(engines[place].passed());
            engines[place].hits().forEach(point -> hits.merge(point, 1, Integer::sum));
        }
    }

    /** How often each named point did what it was told. */
    Map<Point, Integer> hits() {
        Map<Point, Integer> all = new EnumMap<>(Point.class);
        all.putAll(hits);
        for (Child engine : engines) {
            engine.hits().forEach(point -> all.merge(point, 1, Integer::sum));
        }
        return all;
    }

    /** The named points that some engine has passed. */
    Set<Point> passed() {
        Set<Point> all = EnumSet.noneOf(Point.class);
        all.addAll(passed);
        for (Child engine : engines) {
            all.addAll(engine.passed());
        }
        return all;
    }
}
