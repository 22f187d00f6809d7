package org.slotkeeper.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One engine's way to one store. A call arrives later, or never; has its effect in one step; and its answer arrives later, or never. */
final class Wire {

    private static final long RESPONSIVE = 2 * Agenda.MILLISECOND;
    private static final long SLOW = 120 * Agenda.MILLISECOND;

    private final World world;
    private final EngineProcess engine;
    private final long timeout;
    private boolean losesCalls;
    private boolean losesAnswers;

    /** @param timeout after how many microseconds the engine gives up */
    Wire(World world, EngineProcess engine, long timeout) {
        this.world = world;
        this.engine = engine;
        this.timeout = timeout;
    }

    void cut(boolean callsToo) {
        losesCalls = callsToo;
        losesAnswers = true;
    }

    void mend() {
        losesCalls = false;
        losesAnswers = false;
    }

    private enum Fate {
        PROMPT,
        CALL_LOST,
        ANSWER_LOST,
        LATE
    }

    /**
     * @param isThere whether what the call was sent to still answers, when the call arrives
     * @param effect what the store does; its future is complete
     */
    <T> Future<T> send(String what, BooleanSupplier isThere, Supplier<Future<T>> effect) {
        Promise<T> promise = Promise.promise();
        Fate fate = roll();
        switch (fate) {
            case PROMPT -> world.agenda().in(latency(), () -> arrive(what, isThere, effect, promise));
            case CALL_LOST -> giveUp(promise);
            case ANSWER_LOST -> {
                world.agenda().in(latency(), () -> have(what, isThere, effect));
                giveUp(promise);
            }
            case LATE -> {
                long lateness = world.dice()
                        .between(timeout, Math.max(timeout, world.options().latenessMax()));
                world.agenda().in(lateness, () -> have(what, isThere, effect));
                giveUp(promise);
            }
        }
        if (fate != Fate.PROMPT) {
            world.trace().note(fate.ordinal(), engine.number(), () -> engine + " " + what + " " + fate);
        }
        return promise.future();
    }

    private Fate roll() {
        Options options = world.options();
        if (!world.hasFaults()) {
            return Fate.PROMPT;
        }
        if (losesCalls || world.dice().perMille(options.lostPerMille())) {
            return Fate.CALL_LOST;
        }
        if (losesAnswers || world.dice().perMille(options.answersLostPerMille())) {
            return Fate.ANSWER_LOST;
        }
        return world.dice().perMille(options.latePerMille()) ? Fate.LATE : Fate.PROMPT;
    }

    private long latency() {
        return world.hasFaults() && world.dice().oneIn(20)
                ? world.dice().between(RESPONSIVE, SLOW)
                : world.dice().between(50, RESPONSIVE);
    }

    private void giveUp(Promise<?> promise) {
        engine.in(timeout, () -> promise.fail(StoreAway.LOST));
    }

    private <T> void have(String what, BooleanSupplier isThere, Supplier<Future<T>> effect) {
        if (isThere.getAsBoolean()) {
            Future<T> answer = effect.get();
            world.trace().note(11, engine.number(), () -> engine + " " + what + " -> " + words(answer) + ", unheard");
        }
    }

    private <T> void arrive(String what, BooleanSupplier isThere, Supplier<Future<T>> effect, Promise<T> promise) {
        if (!isThere.getAsBoolean()) {
            world.trace().note(12, engine.number(), () -> engine + " " + what + " reaches nobody");
            giveUp(promise);
            return;
        }
        Future<T> answer = effect.get();
        world.trace().note(13, engine.number(), () -> engine + " " + what + " -> " + words(answer));
        long due = world.agenda().now() + latency();
        engine.at(due, () -> hear(answer, due, promise));
    }

    /** After a long pause of the engine its timer and the answer are both due: either may be first. */
    private <T> void hear(Future<T> answer, long due, Promise<T> promise) {
        if (world.agenda().now() - due > timeout && world.dice().oneIn(2)) {
            promise.fail(StoreAway.LOST);
        } else {
            promise.handle(answer);
        }
    }

    private static Object words(Future<?> answer) {
        return answer.succeeded() ? answer.result() : answer.cause().getMessage();
    }
}
