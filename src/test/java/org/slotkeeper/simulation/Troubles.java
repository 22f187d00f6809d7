package org.slotkeeper.simulation;

import java.util.List;
import org.slotkeeper.simulation.SimulatedEngine.Stores;

/** Brings trouble upon engines and stores from time to time, and takes most of it away again. */
final class Troubles {

    private final World world;
    private final Stores stores;
    private final List<SimulatedEngine> engines;
    private final List<Trouble> kinds;

    Troubles(World world, Stores stores, List<SimulatedEngine> engines) {
        this.world = world;
        this.stores = stores;
        this.engines = engines;
        this.kinds = List.copyOf(world.options().troubles());
    }

    void begin() {
        if (!kinds.isEmpty()) {
            next();
        }
    }

    private void next() {
        long every = world.options().troubleEvery();
        world.agenda().in(world.dice().between(every / 2, every * 3 / 2), this::strike);
    }

    /** Everything is well again, for good. */
    void end() {
        stores.redis().comeBack();
        stores.postgres().comeBack();
        for (SimulatedEngine engine : engines) {
            engine.toRedis().mend();
            engine.toPostgres().mend();
            engine.lane().disconnect();
            engine.process().resume();
            if (!engine.process().isUp()) {
                engine.start();
            }
        }
    }

    private void strike() {
        if (!world.hasFaults()) {
            return;
        }
        if (world.dice().oneIn(2)) {
            stores.redis().remember();
        }
        SimulatedEngine engine = world.dice().pick(engines);
        Trouble kind = world.dice().pick(kinds);
        world.trace().note(40, kind.ordinal(), () -> "TROUBLE " + kind + " (" + engine.process() + ")");
        strike(kind, engine);
        next();
    }

    private void strike(Trouble kind, SimulatedEngine engine) {
        switch (kind) {
            case CRASH -> crash(engine);
            case PAUSE -> {
                engine.process().pause(length(100, 15_000));
                world.met(Sometimes.ENGINE_PAUSED);
            }
            case EMPTIED -> stores.redis().empty();
            case RESTORED -> stores.redis().restore();
            case FAILOVER -> stores.redis().failOver(true);
            case SPLIT_BRAIN -> splitBrain();
            case REDIS_CUT -> {
                cut(engine.toRedis());
                world.met(Sometimes.REDIS_CUT_OFF);
            }
            case POSTGRES_CUT -> {
                cut(engine.toPostgres());
                world.met(Sometimes.POSTGRES_CUT_OFF);
            }
            case REDIS_AWAY -> {
                stores.redis().goAway();
                world.agenda().in(length(500, 25_000), this::redisComesBack);
                world.met(Sometimes.REDIS_AWAY);
            }
            case POSTGRES_AWAY -> {
                stores.postgres().goAway();
                world.agenda().in(length(500, 8_000), stores.postgres()::comeBack);
                world.met(Sometimes.POSTGRES_AWAY);
            }
            case CLOCK_STEP -> {
                engine.process().clock().step(-length(500, 3_000));
                world.met(Sometimes.CLOCK_STEPPED_BACK);
            }
        }
    }

    private void crash(SimulatedEngine engine) {
        engine.process().die();
        world.agenda().in(length(100, 6_000), () -> {
            if (!engine.process().isUp()) {
                engine.start();
            }
        });
        world.met(Sometimes.ENGINE_CRASHED);
    }

    /** The old master does not know that it is not, nor do the engines that are connected to it: they find out one by one. */
    private void splitBrain() {
        stores.redis().failOver(false);
        engines.forEach(engine ->
                world.agenda().in(length(0, 6_000), () -> engine.lane().disconnect()));
    }

    private void redisComesBack() {
        if (world.hasFaults() && world.dice().oneIn(2)) {
            stores.redis().empty();
        }
        stores.redis().comeBack();
    }

    private void cut(Wire wire) {
        wire.cut(world.dice().oneIn(2));
        world.agenda().in(length(300, 12_000), wire::mend);
    }

    private long length(int leastMillis, int mostMillis) {
        return world.dice().between(leastMillis, mostMillis) * Agenda.MILLISECOND;
    }
}
