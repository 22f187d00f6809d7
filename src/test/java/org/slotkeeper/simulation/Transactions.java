package org.slotkeeper.simulation;

import java.util.TreeSet;
import org.slotkeeper.reconcile.spi.LedgerMoment;

/** The numbers of Postgres' transactions. Some begin long before they commit, so that they are not committed in the order of their numbers, and some never do. */
final class Transactions {

    private static final int OPEN_MAX = 4;

    private final Dice dice;
    private final TreeSet<Long> open = new TreeSet<>();
    private long next = 1;

    Transactions(Dice dice) {
        this.dice = dice;
    }

    /** The number of one that commits now: it begins now, or did so a while ago. */
    long commit() {
        while (open.size() < OPEN_MAX && dice.oneIn(3)) {
            open.add(next++);
        }
        if (open.isEmpty() || dice.oneIn(2)) {
            return next++;
        }
        return dice.oneIn(2) ? open.pollFirst() : open.pollLast();
    }

    long lastBegun() {
        return next - 1;
    }

    LedgerMoment moment() {
        return new LedgerMoment(open.isEmpty() ? next : open.first(), next, open);
    }
}
