package org.slotkeeper.identity;

/**
 * How often an issuer may be asked for keys that it may not have: a few times at once, and then
 * once in a pause. It counts for the whole process, and whoever uses it sees to it that one thread
 * does so at a time.
 */
final class LookBudget {

    private final int looksMax;
    private final long pauseMillis;
    /** Each look pays for one pause; of what lies further back than all looks, nothing is left. */
    private long paidUntilMillis = Long.MIN_VALUE / 2;

    LookBudget(int looksMax, long pauseMillis) {
        this.looksMax = looksMax;
        this.pauseMillis = pauseMillis;
    }

    /** How long it is until there is a look left; nothing if there is one. */
    long waitMillis(long nowMillis) {
        settle(nowMillis);
        return Math.max(0, paidUntilMillis + pauseMillis - nowMillis);
    }

    void pay(long nowMillis) {
        settle(nowMillis);
        paidUntilMillis += pauseMillis;
    }

    /** Full again after as many pauses as there are looks; a clock that is set back costs one. */
    private void settle(long nowMillis) {
        paidUntilMillis = Math.min(nowMillis, Math.max(paidUntilMillis, nowMillis - looksMax * pauseMillis));
    }
}
