package org.slotkeeper.fault;

import java.util.List;
import java.util.Random;

/**
 * One disturbance of one round, drawn from the round's seed.
 *
 * @param atMillis after the beginning of the load
 * @param which of the processes or links it hits
 * @param point where, for those that are at a point
 */
record Fault(FaultKind kind, int atMillis, int forMillis, int which, Point point) {

    private static final List<Point> POINTS = List.of(Point.values());

    static Fault draw(FaultKind kind, List<Point> among, int loadMillis, Random random) {
        List<Point> points = among.isEmpty() ? POINTS : among;
        points = kind == FaultKind.ENGINE_FAILED_AT_A_POINT
                ? points.stream().filter(Point::mayFail).toList()
                : points;
        return new Fault(
                kind,
                random.nextInt(loadMillis / 2),
                300 + random.nextInt(1_200),
                random.nextInt(1_000),
                points.get(random.nextInt(points.size())));
    }

    /** Whether the inventory may have lost what it knew of holds. */
    boolean losesMemory() {
        return switch (kind) {
            case REDIS_KILLED_AND_EMPTIED, REDIS_AWAY_FOR_LONG, REDIS_SET_BACK_TO_OLD_MEMORY, REDIS_FLUSHED -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return kind.name().endsWith("AT_A_POINT") ? kind + " " + point : kind.toString();
    }
}
