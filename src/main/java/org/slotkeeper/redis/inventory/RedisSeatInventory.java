package org.slotkeeper.redis.inventory;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.publishing.spi.SeatInventory;
import org.slotkeeper.reconcile.spi.Warmer;
import org.slotkeeper.redis.connection.LuaScript;
import org.slotkeeper.redis.connection.RedisConnections;
import org.slotkeeper.redis.connection.ScriptCall;

/**
 * What publishing does with the inventory in Redis. A block is a confirm in flight of nobody, one a
 * seat.
 */
public final class RedisSeatInventory implements SeatInventory {

    private static final String NO_REQUEST = "0".repeat(Texts.UUID_WIDTH);
    private static final int SEATS_AT_ONCE = 500;

    private final RedisConnections connections;
    private final PracticeCalls calls;
    private final Clock clock;

    /** @param clock for what is opened and given back */
    public RedisSeatInventory(RedisConnections connections, Warmer warmer, Clock clock) {
        this.connections = connections;
        this.calls = new PracticeCalls(connections, warmer);
        this.clock = clock;
    }

    @Override
    public Future<Void> open(OdsCode practice, int layoutVersion, Map<LocalDate, BitSet> newSeats) {
        // A cold practice is as good an answer as an opened one: it is filled from the ledger,
        // which has the new seats.
        return calls.askAsItIs(practice, () -> openCall(practice, layoutVersion, newSeats))
                .mapEmpty();
    }

    private ScriptCall openCall(OdsCode practice, int layoutVersion, Map<LocalDate, BitSet> newSeats) {
        Keys keys = Keys.of(practice);
        ScriptCall call =
                new ScriptCall(LuaScript.OPEN_SEATS).key(keys.header()).key(keys.claims());
        call.withLife().with(layoutVersion).with(Texts.millis(clock.instant()));
        newSeats.forEach((day, seats) -> call.with(Texts.day(day)).with(Texts.bits(seats)));
        return call;
    }

    @Override
    public Future<BitSet> block(OdsCode practice, LocalDate day, BitSet seats, Blocker blocker) {
        if (blocker.claimKey().length() != Texts.KEY_WIDTH) {
            throw new IllegalArgumentException("a claim's key has " + Texts.KEY_WIDTH + " characters");
        }
        Future<BitSet> blocked = Future.succeededFuture(new BitSet());
        for (BitSet some : inChunks(seats)) {
            blocked = blocked.compose(
                    before -> blockSome(practice, day, some, blocker).map(more -> {
                        before.or(more);
                        return before;
                    }));
        }
        return blocked;
    }

    private Future<BitSet> blockSome(OdsCode practice, LocalDate day, BitSet seats, Blocker blocker) {
        Keys keys = Keys.of(practice);
        return calls.ask(practice, () -> new ScriptCall(LuaScript.BLOCK)
                        .key(keys.header())
                        .key(keys.claims())
                        .key(keys.holders())
                        .key(keys.seats(day))
                        .withLife()
                        .with(Texts.millis(blocker.now()))
                        .with(Texts.millis(blocker.expiresAt()))
                        .with(ClaimText.owner(blocker.claimKey(), PatientMarks.NOBODY, NO_REQUEST))
                        .with(Texts.day(day))
                        .with(ordinals(seats)))
                .map(answer -> seats(Said.of(answer).text()));
    }

    /** A script keeps all others waiting: a day of thousands of seats is taken in pieces. */
    private static List<BitSet> inChunks(BitSet seats) {
        List<BitSet> chunks = new ArrayList<>();
        BitSet chunk = new BitSet();
        for (int seat = seats.nextSetBit(0), count = 0; seat >= 0; seat = seats.nextSetBit(seat + 1)) {
            chunk.set(seat);
            if (++count % SEATS_AT_ONCE == 0) {
                chunks.add(chunk);
                chunk = new BitSet();
            }
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    @Override
    public Future<Void> retire(
            OdsCode practice,
            int layoutVersion,
            Map<LocalDate, Map<Integer, Integer>> places,
            Duration lease,
            Instant now) {
        List<String> fieldsAndPlaces = new ArrayList<>();
        places.forEach((day, ofDay) -> ofDay.forEach((first, count) -> {
            fieldsAndPlaces.add(Texts.field(day, first));
            fieldsAndPlaces.add(Texts.ordinals(List.of(count)));
        }));
        Future<Void> noted = Future.succeededFuture();
        for (int from = 0; from < fieldsAndPlaces.size(); from += 2 * SEATS_AT_ONCE) {
            List<String> some =
                    fieldsAndPlaces.subList(from, Math.min(from + 2 * SEATS_AT_ONCE, fieldsAndPlaces.size()));
            ScriptCall call = retireCall(practice, layoutVersion, some, now, now.plus(lease));
            noted = noted.compose(before -> connections.call(call).mapEmpty());
        }
        return noted;
    }

    private static ScriptCall retireCall(
            OdsCode practice, int layoutVersion, List<String> fieldsAndPlaces, Instant now, Instant until) {
        Keys keys = Keys.of(practice);
        ScriptCall call = new ScriptCall(LuaScript.RETIRE)
                .key(keys.header())
                .key(keys.retiring())
                .with(Texts.layout(layoutVersion))
                .with(Texts.millis(now))
                .with(Texts.millis(until));
        fieldsAndPlaces.forEach(call::with);
        return call;
    }

    @Override
    public Future<Void> unblock(OdsCode practice, LocalDate day, BitSet seats, String claimKey) {
        Keys keys = Keys.of(practice);
        Future<Void> given = Future.succeededFuture();
        for (BitSet some : inChunks(seats)) {
            ScriptCall call = new ScriptCall(LuaScript.UNBLOCK)
                    .key(keys.claims())
                    .key(keys.holders())
                    .with(Texts.day(day))
                    .with(claimKey)
                    .with(ordinals(some))
                    .with(Texts.millis(clock.instant()));
            given = given.compose(before -> connections.call(call).mapEmpty());
        }
        return given;
    }

    @Override
    public Future<Counted> count(OdsCode practice, List<LocalDate> days, Instant now) {
        return calls.ask(practice, () -> countCall(practice, days, now)).map(answer -> counted(answer, days));
    }

    private ScriptCall countCall(OdsCode practice, List<LocalDate> days, Instant now) {
        Keys keys = Keys.of(practice);
        ScriptCall call = new ScriptCall(LuaScript.COUNT)
                .key(keys.header())
                .key(keys.claims())
                .key(keys.holders());
        days.forEach(day -> call.key(keys.seats(day)));
        return call.withLife().with(Texts.millis(now)).with(Texts.days(days));
    }

    private static Counted counted(Response answer, List<LocalDate> days) {
        Availability free = Replies.availability(answer.get(1).toString(StandardCharsets.ISO_8859_1), 0);
        List<DayCount> counts = days.stream()
                .map(day -> new DayCount(day, free.on(day), held(answer.get(2), Texts.day(day))))
                .toList();
        return new Counted(free.layoutVersion(), counts);
    }

    private static BitSet held(Response fields, String day) {
        BitSet seats = new BitSet();
        for (Response field : fields) {
            String text = field.toString(StandardCharsets.US_ASCII);
            if (text.startsWith(day)) {
                seats.set(Integer.parseInt(text, Texts.DAY_WIDTH + 1, text.length(), 10));
            }
        }
        return seats;
    }

    private static String ordinals(BitSet seats) {
        return Texts.ordinals(seats.stream().boxed().toList());
    }

    private static BitSet seats(String ordinals) {
        BitSet seats = new BitSet();
        Texts.parseOrdinals(ordinals, 0).forEach(seats::set);
        return seats;
    }
}
