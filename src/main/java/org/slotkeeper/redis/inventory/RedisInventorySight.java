package org.slotkeeper.redis.inventory;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SeatId;
import org.slotkeeper.reconcile.spi.InventorySight;
import org.slotkeeper.redis.connection.LuaScript;
import org.slotkeeper.redis.connection.RedisConnections;
import org.slotkeeper.redis.connection.ScriptCall;

/** What Redis keeps of a practice, read in one call and without having it filled. */
public final class RedisInventorySight implements InventorySight {

    /** Nothing is published further ahead than some 13 months. */
    private static final int DAYS_AHEAD_MAX = 402;

    private static final int FILL = 1;
    private static final int LAYOUT = 2;
    private static final int SEATS = 3;
    private static final int CLAIMS = 4;
    private static final int DANGLING = 5;

    private final RedisConnections connections;
    private final Clock clock;

    public RedisInventorySight(RedisConnections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public List<LocalDate> allDays(LocalDate fromDay) {
        return fromDay.datesUntil(fromDay.plusDays(DAYS_AHEAD_MAX)).toList();
    }

    @Override
    public Future<Optional<Kept>> see(OdsCode practice, Collection<LocalDate> days, Instant now) {
        Keys keys = Keys.of(practice);
        ScriptCall call = new ScriptCall(LuaScript.SIGHT)
                .key(keys.header())
                .key(keys.claims())
                .key(keys.holders());
        days.forEach(day -> call.key(keys.seats(day)));
        return connections
                .call(call.withLife().with(Texts.days(List.copyOf(days))))
                .map(answer -> kept(practice, answer));
    }

    private static Optional<Kept> kept(OdsCode practice, Response answer) {
        String word = Said.of(answer).word();
        return switch (word) {
            case "COLD" -> Optional.empty();
            case "KNOWN" ->
                Optional.of(new Kept(
                        answer.get(FILL).toString(),
                        Integer.parseInt(answer.get(LAYOUT).toString()),
                        free(answer.get(SEATS)),
                        claims(practice, answer.get(CLAIMS)),
                        dangling(practice, answer.get(DANGLING))));
            default -> throw new IllegalStateException("sight.lua answered " + word);
        };
    }

    private static Map<LocalDate, BitSet> free(Response seats) {
        Map<LocalDate, BitSet> free = new HashMap<>();
        for (int at = 0; at < seats.size(); at += 2) {
            String bits = seats.get(at + 1).toString(StandardCharsets.ISO_8859_1);
            free.put(Texts.parseDay(seats.get(at).toString(), 0), Texts.parseBits(bits, 0, bits.length()));
        }
        return free;
    }

    private static Map<SeatId, KeptClaim> claims(OdsCode practice, Response claims) {
        Map<SeatId, KeptClaim> bySeat = new HashMap<>();
        for (int at = 0; at < claims.size(); at += 2) {
            SeatId seat = seat(practice, claims.get(at).toString());
            bySeat.put(seat, Replies.keptClaim(seat, claims.get(at + 1).toString()));
        }
        return bySeat;
    }

    private static Set<SeatId> dangling(OdsCode practice, Response fields) {
        Set<SeatId> seats = new HashSet<>();
        fields.forEach(field -> seats.add(seat(practice, field.toString())));
        return seats;
    }

    private static SeatId seat(OdsCode practice, String field) {
        return new SeatId(practice, Texts.parseDay(field, 0), Integer.parseInt(field.substring(Texts.DAY_WIDTH + 1)));
    }

    @Override
    public Future<Void> tidy(OdsCode practice, List<KeptClaim> claims) {
        Keys keys = Keys.of(practice);
        ScriptCall call = new ScriptCall(LuaScript.TIDY)
                .key(keys.claims())
                .key(keys.holders())
                .with(Texts.millis(clock.instant()));
        claims.forEach(
                claim -> call.with(Texts.field(claim.seat().day(), claim.seat().ordinal()))
                        .with(claim.content()));
        return connections.call(call).mapEmpty();
    }
}
