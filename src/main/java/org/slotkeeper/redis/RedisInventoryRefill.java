package org.slotkeeper.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill;
import org.slotkeeper.reconcile.spi.PracticeTruth;

/** Fills a practice's inventory in Redis anew, in one step, and finds what is doubtful in it. */
public final class RedisInventoryRefill implements InventoryRefill {

    /** Nothing is published further ahead than some 13 months: bits of any of these days may be left from an earlier life. */
    private static final int DAYS_AHEAD_MAX = 400;

    private static final int DAYS_BACK = 2;
    private static final int ASKED_AT_ONCE = 200;

    private final RedisConnections connections;
    private final Supplier<String> memoryIds;
    private final Clock clock;

    /**
     * @param memoryIds gives an id unlike any other at each call
     * @param clock tells which news is so recent that it may be from an earlier life
     */
    public RedisInventoryRefill(RedisConnections connections, Supplier<String> memoryIds, Clock clock) {
        this.connections = connections;
        this.memoryIds = memoryIds;
        this.clock = clock;
    }

    /** Names the memory of the practice in this life of its store: what begins anew when the practice is forgotten, even if the store goes on. */
    @Override
    public Future<String> life(OdsCode practice) {
        return connections
                .life(practice)
                .compose(life -> connections.call(beginCall(practice)))
                .map(answer -> Said.of(answer).text());
    }

    private ScriptCall beginCall(OdsCode practice) {
        Keys keys = Keys.of(practice);
        ScriptCall call = new ScriptCall(LuaScript.BEGIN_FILL).key(keys.header());
        keys.newsAround(clock.instant()).forEach(call::key);
        return call.withLife().with(memoryIds.get());
    }

    @Override
    public Future<Void> fill(Filling filling) {
        Keys keys = Keys.of(filling.practice());
        PracticeTruth truth = filling.truth();
        Instant now = filling.now();
        ScriptCall call = new ScriptCall(LuaScript.FILL)
                .key(keys.header())
                .key(keys.claims())
                .key(keys.holders());
        keys.newsAround(now).forEach(call::key);
        daysWithoutSeats(truth, now).forEach(day -> call.key(keys.seats(day)));
        call.withLife()
                .with(filling.life())
                .with(truth.layoutVersion())
                .with(filling.id())
                .with(Texts.millis(now))
                .with(Texts.millis(filling.wholeFrom()))
                .with(filling.isForced() ? "forced" : "usual")
                .with(Texts.moment(truth.moment()));
        truth.freeSeats().forEach((day, seats) -> call.with(Texts.day(day)).with(Texts.bits(seats)));
        return connections.call(call).mapEmpty();
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
                .arg(Keys.of(practice).header())
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

    @Override
    public Future<List<Suspect>> suspects(OdsCode practice, Instant now) {
        return connections
                .send(
                        practice,
                        Request.cmd(Command.HGETALL).arg(Keys.of(practice).claims()))
                .map(claims -> suspects(practice, claims, Texts.millis(now)));
    }

    private static List<Suspect> suspects(OdsCode practice, Response claims, String now) {
        List<Suspect> suspects = new ArrayList<>();
        for (int at = 0; at < claims.size(); at += 2) {
            String field = claims.get(at).toString();
            String claim = claims.get(at + 1).toString();
            if (Replies.isSuspect(claim, now) && Replies.isFirstSeat(field, claim)) {
                LocalDate day = Texts.parseDay(field, 0);
                suspects.add(new Suspect(day, Replies.heldSeats(practice, day, claim)));
            }
        }
        return suspects;
    }
}
