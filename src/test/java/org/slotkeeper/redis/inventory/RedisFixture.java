package org.slotkeeper.redis.inventory;

import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.InventoryRefill.Filling;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.reconcile.spi.Warmer;
import org.slotkeeper.redis.connection.ConnectionSettings;
import org.slotkeeper.redis.connection.RedisConnections;
import org.slotkeeper.standalone.RedisAddress;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.MovableClock;
import org.slotkeeper.testing.Patience;
import org.slotkeeper.testing.Stores;

/** The real inventory over the real Redis, with a ledger's truth made of a map from which it is warmed. */
public final class RedisFixture implements AutoCloseable {

    static final Duration REQUEST_MEMORY = Duration.ofMinutes(10);
    static final Duration REFUSAL_MEMORY = Duration.ofMinutes(1);

    private static final AtomicInteger PRACTICES = new AtomicInteger();
    private static final AtomicInteger MEMORIES = new AtomicInteger();

    public final Vertx vertx = Vertx.vertx();
    public final Meters meters = new Meters();
    final MovableClock clock = new MovableClock(InventoryRequests.NOW);
    public final RedisConnections connections;
    public final Map<OdsCode, PracticeTruth> truths = new HashMap<>();
    public final AtomicInteger warmings = new AtomicInteger();
    private Warmer warmer = this::fill;
    /** Until when the memory of requests counts as incomplete after it was lost. */
    Instant wholeFrom = Instant.EPOCH;

    final RedisInventoryRefill refill;
    public final RedisSlotInventory inventory;
    final RedisSeatInventory seats;
    public final RedisSeatLeases leases;

    public RedisFixture() {
        this(patient(Stores.redis()));
    }

    public RedisFixture(ConnectionSettings connectionSettings) {
        connections = new RedisConnections(vertx, connectionSettings, meters);
        byte[] secret = "a secret only for tests".getBytes(StandardCharsets.US_ASCII);
        InventorySettings settings = new InventorySettings(secret, REQUEST_MEMORY, REFUSAL_MEMORY);
        refill = new RedisInventoryRefill(connections, () -> "memory-" + MEMORIES.incrementAndGet());
        inventory = new RedisSlotInventory(connections, settings, this::warm, clock, meters);
        seats = new RedisSeatInventory(connections, this::warm, clock);
        leases = new RedisSeatLeases(connections);
    }

    /** A command that takes long on a busy machine is no fault; tests of what is not answered have settings of their own. */
    public static ConnectionSettings patient(RedisAddress address) {
        return ConnectionSettings.of(address.host(), address.port(), "", Patience.LONG.dividedBy(4));
    }

    /** A practice that nobody has used before, of which the ledger says that these seats are free. */
    public OdsCode practice(LocalDate day, int seatCount) {
        OdsCode practice = new OdsCode("T" + (10_000 + PRACTICES.incrementAndGet()) + "X"
                + ProcessHandle.current().pid() % 1000);
        BitSet seatsOfDay = new BitSet();
        seatsOfDay.set(0, seatCount);
        truth(practice, 1, Map.of(day, seatsOfDay));
        return practice;
    }

    void truth(OdsCode practice, int layoutVersion, Map<LocalDate, BitSet> free) {
        truths.put(practice, new PracticeTruth(layoutVersion, free, true));
    }

    public Future<Void> warm(OdsCode practice) {
        warmings.incrementAndGet();
        return warmer.warm(practice);
    }

    /** Who fills a practice from now on, in place of the ledger's truth that is known here. */
    void warmBy(Warmer another) {
        warmer = another;
    }

    private Future<Void> fill(OdsCode practice) {
        return refill.life(practice)
                .compose(life -> refill.fill(filling(practice, life, InventoryRequests.NOW)))
                .mapEmpty();
    }

    /** From what the ledger says now. */
    Filling filling(OdsCode practice, String life, Instant now) {
        return new Filling(practice, life, "fill", truths.get(practice), wholeFrom, now, false);
    }

    /** How many scripts the store has run. */
    long scriptCalls() {
        return await(connections.send(Request.cmd(Command.INFO).arg("commandstats")))
                .toString()
                .lines()
                .filter(line -> line.startsWith("cmdstat_eval"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^=]*:calls=(\\d+).*", "$1")))
                .sum();
    }

    @Override
    public void close() {
        await(connections.close());
        await(vertx.close());
        meters.close();
    }
}
