package org.slotkeeper.simulation;

/** One engine as its machine sees it: it runs, stands still for a while, or is gone. What was to happen in a process that is gone does not happen. */
final class EngineProcess {

    private final World world;
    private final int number;
    private final EngineClock clock;
    private final long steadyStart;
    private long incarnation = 1;
    private boolean isUp = true;
    private long pausedUntil;

    EngineProcess(World world, int number) {
        this.world = world;
        this.number = number;
        long skew = world.options().skewMax();
        this.clock = new EngineClock(world.agenda(), world.dice().between(-skew, skew));
        this.steadyStart = world.dice().between(0, 1L << 40);
    }

    int number() {
        return number;
    }

    EngineClock clock() {
        return clock;
    }

    /** The steady clock of this process's machine, which started at some time of its own. */
    long nanos() {
        return steadyStart + world.agenda().now() * 1_000;
    }

    boolean isUp() {
        return isUp;
    }

    void pause(long length) {
        pausedUntil = Math.max(pausedUntil, world.agenda().now() + length);
    }

    void resume() {
        pausedUntil = 0;
    }

    void die() {
        incarnation++;
        isUp = false;
        pausedUntil = 0;
    }

    void rise() {
        isUp = true;
    }

    void in(long delay, Runnable event) {
        at(world.agenda().now() + delay, event);
    }

    void at(long when, Runnable event) {
        long of = incarnation;
        world.agenda().at(when, () -> run(of, event));
    }

    private void run(long of, Runnable event) {
        if (of != incarnation) {
            return;
        }
        if (world.agenda().now() < pausedUntil) {
            world.agenda().at(pausedUntil, () -> run(of, event));
            return;
        }
        event.run();
    }

    @Override
    public String toString() {
        return "engine " + number;
    }
}
