package org.slotkeeper.redis.inventory;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slotkeeper.booking.spi.SeatMark;
import org.slotkeeper.domain.appointment.AppointmentId;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.redis.connection.LuaScript;
import org.slotkeeper.redis.connection.RedisConnections;
import org.slotkeeper.redis.connection.ScriptCall;

/**
 * How leases of seats are put and ended in Redis: each call is one script, or one for each
 * practice. Practices that it does not know are not filled for it; but a connection may know the
 * life of its store later than a practice does.
 */
public final class RedisSeatLeases implements SeatLeases {

    private final RedisConnections connections;
    private final PracticeCalls calls;

    public RedisSeatLeases(RedisConnections connections) {
        this.connections = connections;
        this.calls = new PracticeCalls(
                connections, practice -> Future.failedFuture("practices are not filled for their leases"));
    }

    @Override
    public Future<SeatMark> mark(SeatMark seats, Duration lease, Instant now) {
        return calls.askAsItIs(seats.practice(), () -> call(LuaScript.MARK, seats.practice())
                        .withLife()
                        .with(Texts.millis(now))
                        .with(Texts.millis(now.plus(lease)))
                        .with(Texts.day(seats.day()))
                        .with(seats.key())
                        .with(Texts.ordinals(seats.ordinals()))
                        .with(Texts.millis(seats.changedAt())))
                .map(answer -> {
                    Said said = Said.of(answer);
                    return new SeatMark(
                            seats.practice(),
                            seats.day(),
                            seats.ordinals(),
                            seats.key(),
                            seats.changedAt(),
                            said.is("MARKED") ? said.text() : "");
                });
    }

    @Override
    public Future<List<Lease>> freed(SeatMark mark, Instant now) {
        return release(mark, "FREED", now);
    }

    @Override
    public Future<List<Lease>> ask(SeatMark mark, Instant now) {
        return release(mark, "ASK", now);
    }

    private Future<List<Lease>> release(SeatMark mark, String ending, Instant now) {
        return calls.askAsItIs(mark.practice(), () -> call(LuaScript.RELEASE, mark.practice())
                        .withLife()
                        .with(Texts.millis(now))
                        .with(Texts.day(mark.day()))
                        .with(mark.key())
                        .with(Texts.ordinals(mark.ordinals()))
                        .with(mark.content())
                        .with(ending)
                        .with(Texts.millis(mark.changedAt())))
                .map(answer -> toAsk(mark, Said.of(answer)));
    }

    private static List<Lease> toAsk(SeatMark mark, Said said) {
        List<Lease> leases = new ArrayList<>();
        String text = said.is("ASK") ? said.text() : "";
        for (int at = 0; at < text.length(); at += Texts.ORDINAL_WIDTH + ClaimText.ONE_SEAT_WIDTH) {
            int content = at + Texts.ORDINAL_WIDTH;
            int ordinal = Integer.parseInt(text, at, content, 10);
            leases.add(new Lease(
                    new SeatId(mark.practice(), mark.day(), ordinal),
                    text.substring(content, content + ClaimText.ONE_SEAT_WIDTH)));
        }
        return leases;
    }

    @Override
    public Future<Void> arrived(List<Arrived> claims) {
        Map<OdsCode, ScriptCall> callOf = new LinkedHashMap<>();
        claims.forEach(one -> add(one, callOf));
        return Future.join(callOf.values().stream().map(connections::call).toList())
                .mapEmpty();
    }

    private static void add(Arrived arrived, Map<OdsCode, ScriptCall> callOf) {
        AppointmentId claim = arrived.claim();
        callOf.computeIfAbsent(claim.practice(), practice -> call(LuaScript.ARRIVED, practice))
                .with(Texts.field(claim.origin().day(), claim.origin().ordinal()))
                .with(claim.key())
                .with(Texts.millis(arrived.since()));
    }

    @Override
    public Future<List<Lease>> ended(OdsCode practice, Instant now, int countMax) {
        ScriptCall call = new ScriptCall(LuaScript.ENDED)
                .key(Keys.of(practice).claims())
                .with(Texts.millis(now))
                .with(countMax);
        return connections.call(call).map(answer -> ended(practice, answer));
    }

    /** @param answer its first part is a word */
    private static List<Lease> ended(OdsCode practice, Response answer) {
        List<Lease> leases = new ArrayList<>();
        for (int at = 1; at < answer.size(); at += 2) {
            String field = answer.get(at).toString();
            LocalDate day = Texts.parseDay(field, 0);
            int ordinal = Integer.parseInt(field, Texts.DAY_WIDTH + 1, field.length(), 10);
            leases.add(new Lease(
                    new SeatId(practice, day, ordinal), answer.get(at + 1).toString()));
        }
        return leases;
    }

    @Override
    public Future<Integer> settle(OdsCode practice, List<Lease> leases, Set<SeatId> owned, Instant now) {
        ScriptCall call = call(LuaScript.SETTLE, practice).with(Texts.millis(now));
        leases.forEach(
                lease -> call.with(Texts.field(lease.seat().day(), lease.seat().ordinal()))
                        .with(lease.content())
                        .with(owned.contains(lease.seat()) ? "owned" : "free"));
        return connections
                .call(call)
                .map(answer -> Integer.parseInt(Said.of(answer).text()));
    }

    private static ScriptCall call(LuaScript script, OdsCode practice) {
        Keys keys = Keys.of(practice);
        return new ScriptCall(script).key(keys.header()).key(keys.claims());
    }
}
