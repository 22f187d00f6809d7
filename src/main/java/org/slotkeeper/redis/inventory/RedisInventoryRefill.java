package org.slotkeeper.redis.inventory;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.redis.connection.LuaScript;
import org.slotkeeper.redis.connection.RedisConnections;
import org.slotkeeper.redis.connection.ScriptCall;

/** Fills a practice's inventory in Redis anew, in one step. */
public final class RedisInventoryRefill implements InventoryRefill {

    /**
     * Nothing is published further ahead than some 13 months: bits of any of these days may be left
     * from an earlier life.
     */
    private static final int DAYS_AHEAD_MAX = 400;

    private static final int DAYS_BACK = 2;
    private static final int ASKED_AT_ONCE = 200;

    private final RedisConnections connections;
    private final Supplier<String> memoryIds;

    /** @param memoryIds gives an id unlike any other at each call */
    public RedisInventoryRefill(RedisConnections connections, Supplier<String> memoryIds) {
        this.connections = connections;
        this.memoryIds = memoryIds;
    }

    /**
     * Names the memory of the practice in this life of its store: what begins anew when the
     * practice is forgotten, even if the store goes on.
     */
    @Override
    public Future<String> life(OdsCode practice) {
        return connections
                .life(practice)
                .compose(life -> connections.call(beginCall(practice)))
                .map(answer -> Said.of(answer).text());
    }

    private ScriptCall beginCall(OdsCode practice) {
        Keys keys = Keys.of(practice);
        return new ScriptCall(LuaScript.BEGIN_FILL)
                .key(keys.header())
                .withLife()
                .with(memoryIds.get());
    }

    @Override
    public Future<Boolean> fill(Filling filling) {
        Keys keys = Keys.of(filling.practice());
        PracticeTruth truth = filling.truth();
        Instant now = filling.now();
        ScriptCall call = new ScriptCall(LuaScript.FILL)
                .key(keys.header())
                .key(keys.claims())
                .key(keys.holders());
        daysWithoutSeats(truth, now).forEach(day -> call.key(keys.seats(day)));
        call.withLife()
                .with(filling.life())
                .with(truth.layoutVersion())
                .with(filling.id())
                .with(Texts.millis(now))
                .with(Texts.millis(filling.wholeFrom()))
                .with(filling.isForced() ? "forced" : "usual");
        truth.freeSeats().forEach((day, seats) -> call.with(Texts.day(day)).with(Texts.bits(seats)));
        return connections.call(call).map(answer -> !Said.isOnly(answer, "OVERTAKEN"));
    }

    private static List<LocalDate> daysWithoutSeats(PracticeTruth truth, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return today.minusDays(DAYS_BACK)
                .datesUntil(today.plusDays(DAYS_AHEAD_MAX + 2L))
                .filter(day -> !truth.freeSeats().containsKey(day))
                .toList();
    }

    @Override
    public Future<Set<OdsCode>> warmOf(List<OdsCode> practices) {
        Future<Set<OdsCode>> warm = Future.succeededFuture(new HashSet<>());
        for (int from = 0; from < practices.size(); from += ASKED_AT_ONCE) {
            List<OdsCode> some = practices.subList(from, Math.min(from + ASKED_AT_ONCE, practices.size()));
            warm = warm.compose(found -> addWarm(some, found));
        }
        return warm;
    }

    private Future<Set<OdsCode>> addWarm(List<OdsCode> practices, Set<OdsCode> found) {
        List<Future<Boolean>> asked = practices.stream().map(this::isWarm).toList();
        return Future.join(asked).map(all -> {
            for (int at = 0; at < asked.size(); at++) {
                if (asked.get(at).result()) {
                    found.add(practices.get(at));
                }
            }
            return found;
        });
    }

    private Future<Boolean> isWarm(OdsCode practice) {
        Request header = Request.cmd(Command.HMGET)
                .arg(connections.key(Keys.of(practice).header()))
                .arg("life")
                .arg("layout");
        return connections
                .lifeLastSeen(practice)
                .compose(life -> connections.send(practice, header).map(fields -> isOf(life, fields)));
    }

    private static boolean isOf(String life, Response fields) {
        return fields.get(0) != null
                && fields.get(0).toString().equals(life)
                && Integer.parseInt(fields.get(1).toString()) >= 0;
    }
}
