package org.slotkeeper.gateway.forward;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.telemetry.Meters;

/**
 * Which engine is asked next. Each has its turn, but for those that are left out because they have
 * answered nothing for a while: a process that stands still takes connections and requests all the
 * same, and each would wait for it in vain.
 *
 * <pre>
 * ASKED ──so many in a row unanswered, and another is asked──► LEFT OUT ◄─┐
 *   ▲                                                            │   │    │
 *   └────────────────────────an answer───────────────────────────┘   └────┘
 *                                              each pause, one read more, unanswered
 * </pre>
 *
 * One of them is always asked, whatever it answers. Any answer counts, refusals and faults of
 * stores too: another engine would say the same. It is the opinion of the whole process, so that
 * what one event loop has found out the others need not; each call takes a moment only.
 */
final class EngineTurns {

    private static final Logger LOG = LoggerFactory.getLogger(EngineTurns.class);

    private final List<EngineAddress> engines;
    private final ForwardSettings.Silence silence;
    private final LongSupplier nanos;
    private final Meters meters;
    private final int[] unanswered;
    private final boolean[] leftOut;
    private final long[] triedAt;
    private int asked;
    private int turn;

    /** @param nanos a clock that only goes forward */
    EngineTurns(List<EngineAddress> engines, ForwardSettings.Silence silence, LongSupplier nanos, Meters meters) {
        this.engines = engines;
        this.silence = silence;
        this.nanos = nanos;
        this.meters = meters;
        this.asked = engines.size();
        this.turn = engines.size() - 1;
        this.unanswered = new int[engines.size()];
        this.leftOut = new boolean[engines.size()];
        this.triedAt = new long[engines.size()];
    }

    /** The engine whose turn it is. */
    synchronized int next() {
        turn = after(turn);
        return turn;
    }

    /** Another one than this, if another is asked. */
    synchronized int otherThan(int engine) {
        return after(engine);
    }

    /** Whether it has answered lately, so that there is hope that it will. */
    synchronized boolean isAnswering(int engine) {
        return unanswered[engine] < silence.unansweredMax();
    }

    /** One that is left out and that nobody has tried for a while: from now on somebody has. */
    synchronized OptionalInt toBeTried() {
        if (asked == engines.size()) {
            return OptionalInt.empty();
        }
        long now = nanos.getAsLong();
        for (int engine = 0; engine < engines.size(); engine++) {
            if (leftOut[engine] && now - triedAt[engine] >= silence.pause().toNanos()) {
                triedAt[engine] = now;
                return OptionalInt.of(engine);
            }
        }
        return OptionalInt.empty();
    }

    synchronized void answered(int engine) {
        unanswered[engine] = 0;
        if (leftOut[engine]) {
            leftOut[engine] = false;
            asked++;
            meters.engineAskedAgain();
            LOG.atInfo().addKeyValue("engine", engines.get(engine)).log("an engine answers again");
        }
    }

    synchronized void unanswered(int engine) {
        unanswered[engine] = Math.min(unanswered[engine] + 1, silence.unansweredMax());
        if (unanswered[engine] == silence.unansweredMax() && !leftOut[engine] && asked > 1) {
            leftOut[engine] = true;
            triedAt[engine] = nanos.getAsLong();
            asked--;
            meters.engineLeftOut();
            LOG.atWarn().addKeyValue("engine", engines.get(engine)).log("an engine does not answer and is left out");
        }
    }

    private int after(int engine) {
        int next = engine;
        do {
            next = (next + 1) % engines.size();
        } while (leftOut[next]);
        return next;
    }
}
