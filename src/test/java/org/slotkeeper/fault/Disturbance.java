package org.slotkeeper.fault;

import java.util.List;
import org.slotkeeper.fault.FaultProxy.Commit;
import org.slotkeeper.fault.FaultProxy.Way;
import org.slotkeeper.testing.Deadline;

/** Brings a fault about, and takes back what lasts for a while. */
final class Disturbance {

    private static final int TIMES_AT_A_POINT = 2;
    /** Longer than any request waits. */
    private static final int LONG_MILLIS = 6_000;

    private static final int LOST_COMMITS = 3;

    private final Rig rig;
    private final Runnable publish;

    /** @param publish what a practice does meanwhile */
    Disturbance(Rig rig, Runnable publish) {
        this.rig = rig;
        this.publish = publish;
    }

    /** Takes as long as the fault does. */
    void happen(Fault fault) {
        Child engine = rig.engine(fault.which() % 2);
        Child gateway = rig.gateway(fault.which() % 2);
        switch (fault.kind()) {
            case ENGINE_KILLED -> engine.kill();
            case ENGINE_STOPPED_FOR_A_WHILE -> standStill(engine, fault);
            case ENGINE_HALTED_AT_A_POINT -> arm(fault, "HALT");
            case ENGINE_PAUSED_AT_A_POINT -> arm(fault, "PAUSE");
            case ENGINE_FROZEN_AT_A_POINT -> arm(fault, "FREEZE");
            case ENGINE_FAILED_AT_A_POINT -> arm(fault, "FAIL");
            case ENGINE_CLOCK_AHEAD -> skew(engine, 500);
            case ENGINE_CLOCK_BEHIND -> skew(engine, -500);
            case ENGINE_CLOCK_STEPS_BACK -> stepBack(engine, fault);
            case GATEWAY_KILLED -> gateway.kill();
            case GATEWAY_STOPPED_FOR_A_WHILE -> standStill(gateway, fault);
            case PUBLISHING_MEANWHILE -> publish.run();
            case POSTGRES_KILLED, POSTGRES_STOPPED_FOR_A_WHILE, POSTGRES_BACKENDS_TERMINATED, POSTGRES_DISK_FULL ->
                happenToLedger(fault);
            case REDIS_KILLED_AND_EMPTIED,
                    REDIS_AWAY_FOR_LONG,
                    REDIS_SET_BACK_TO_OLD_MEMORY,
                    REDIS_STOPPED_FOR_A_WHILE,
                    REDIS_FLUSHED -> happenToInventory(fault);
            default -> happenToLink(fault);
        }
    }

    /** One thing at a time: two faults of a round may be about the same store. */
    private void happenToInventory(Fault fault) {
        synchronized (rig.inventory()) {
            switch (fault.kind()) {
                case REDIS_KILLED_AND_EMPTIED -> {
                    rig.inventory().kill();
                    Deadline.rest(fault.forMillis());
                    rig.inventory().startEmpty();
                }
                case REDIS_AWAY_FOR_LONG -> {
                    rig.inventory().kill();
                    Deadline.rest(LONG_MILLIS + fault.forMillis());
                    rig.inventory().startEmpty();
                }
                case REDIS_SET_BACK_TO_OLD_MEMORY -> {
                    rig.inventory().remember();
                    Deadline.rest(fault.forMillis());
                    rig.inventory().kill();
                    rig.inventory().startWithOldMemory();
                }
                case REDIS_STOPPED_FOR_A_WHILE -> {
                    rig.inventory().stand();
                    Deadline.rest(fault.forMillis());
                    rig.inventory().goOn();
                }
                default -> rig.inventory().forgetAll();
            }
            rig.lead();
        }
    }

    private void happenToLedger(Fault fault) {
        synchronized (rig.ledger()) {
            switch (fault.kind()) {
                case POSTGRES_KILLED -> {
                    rig.ledger().kill();
                    Deadline.rest(fault.forMillis());
                    rig.ledger().startAgain();
                }
                case POSTGRES_STOPPED_FOR_A_WHILE -> {
                    rig.ledger().stand();
                    Deadline.rest(fault.forMillis());
                    rig.ledger().goOn();
                }
                case POSTGRES_DISK_FULL -> fillDisk(fault);
                default ->
                    rig.ledger()
                            .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                    + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
            }
            rig.lead();
        }
    }

    private void happenToLink(Fault fault) {
        List<FaultProxy> links = rig.links();
        FaultProxy link = links.get(fault.which() % links.size());
        FaultProxy toPostgres = rig.toPostgres(fault.which() % 2);
        switch (fault.kind()) {
            case COMMIT_DONE_ANSWER_LOST -> toPostgres.set(Commit.ANSWER_LOST, LOST_COMMITS);
            case COMMIT_LOST -> toPostgres.set(Commit.LOST, LOST_COMMITS);
            case LINK_CUT -> link.cut();
            case LINK_CUT_AFTER_SOME_BYTES -> link.cutAfter(1 + fault.which() * 7L);
            case LINK_RESET -> breakFor(link, Way.RESET, fault);
            case LINK_BLACK_HOLE -> breakFor(link, Way.BLACK_HOLE, fault);
            case LINK_DEAF -> breakFor(link, Way.DEAF, fault);
            case LINK_DUMB -> breakFor(link, Way.DUMB, fault);
            case LINK_DELAYED -> breakFor(link, Way.DELAY, fault);
            case LINK_SLOW -> breakFor(link, Way.SLOW, fault);
            default -> throw new IllegalStateException("nobody knows how to bring about " + fault);
        }
    }

    private void arm(Fault fault, String action) {
        rig.engine(fault.which() % 2)
                .tell("arm " + fault.point() + ' ' + action + ' ' + fault.forMillis() + ' ' + TIMES_AT_A_POINT);
    }

    private static void standStill(Child child, Fault fault) {
        child.stand();
        Deadline.rest(fault.forMillis());
        child.goOn();
    }

    private void stepBack(Child engine, Fault fault) {
        skew(engine, 250);
        Deadline.rest(fault.forMillis());
        skew(engine, -750);
    }

    private void skew(Child engine, int millis) {
        engine.tell("clock " + (rig.clock().millisOff() + millis));
    }

    private static void breakFor(FaultProxy link, Way way, Fault fault) {
        link.set(way);
        Deadline.rest(fault.forMillis());
        link.heal();
    }

    /** The log must need room at once, else what is prepared for it would do for long. */
    private void fillDisk(Fault fault) {
        rig.disk().fill();
        try {
            rig.ledger().execute("SELECT pg_switch_wal()");
            rig.ledger().execute("SELECT pg_switch_wal()");
        } catch (IllegalStateException full) {
            // That is what it is for.
            Deadline.rest(1);
        }
        Deadline.rest(fault.forMillis());
        rig.disk().free();
        if (!rig.ledger().answers()) {
            rig.ledger().kill();
            rig.ledger().startAgain();
        }
    }
}
