package org.slotkeeper.redis;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.testing.Stores;

/** The real inventory over the real Redis, with a ledger's truth made of a map from which it is warmed. */
final class RedisFixture implements AutoCloseable {

    private static final AtomicInteger PRACTICES = new AtomicInteger();

    final Vertx vertx = Vertx.vertx();
    final Meters meters = new Meters();
    final RedisConnections connections;
    final Map<OdsCode, PracticeTruth> truths = new HashMap<>();
    final AtomicInteger warmings = new AtomicInteger();
    final AtomicInteger epoch = new AtomicInteger(1);
    final RedisInventoryRefill refill;
    final RedisSlotInventory inventory;
    final RedisSeatInventory seats;

    RedisFixture() {
        this(ConnectionSettings.of(Stores.redis().uri()));
    }

    RedisFixture(ConnectionSettings connectionSettings) {
        connections = new RedisConnections(vertx, connectionSettings, meters);
        byte[] secret = "a secret only for tests".getBytes(StandardCharsets.US_ASCII);
        InventorySettings settings = new InventorySettings(secret, Duration.ofMinutes(10), epoch::get);
        Clock clock = Clock.fixed(InventoryRequests.NOW, ZoneOffset.UTC);
        refill = new RedisInventoryRefill(connections);
        inventory = new RedisSlotInventory(connections, settings, this::warm, clock, meters);
        seats = new RedisSeatInventory(connections, settings, this::warm, clock);
    }

    /** A practice that nobody has used before, of which the ledger says that these seats are free. */
    OdsCode practice(LocalDate day, int seatCount) {
        OdsCode practice = new OdsCode("T" + (10_000 + PRACTICES.incrementAndGet()) + "X"
                + ProcessHandle.current().pid() % 1000);
        BitSet seatsOfDay = new BitSet();
        seatsOfDay.set(0, seatCount);
        truth(practice, 1, Map.of(day, seatsOfDay));
        return practice;
    }

    void truth(OdsCode practice, int layoutVersion, Map<LocalDate, BitSet> free) {
        truths.put(practice, new PracticeTruth(layoutVersion, free, PracticeTruth.RequestsMet.NEVER));
    }

    Future<Void> warm(OdsCode practice) {
        warmings.incrementAndGet();
        return fill(practice, epoch.get(), InventoryRequests.NOW);
    }

    Future<Void> fill(OdsCode practice, int ofEpoch, Instant now) {
        return refill.fill(new org.slotkeeper.reconcile.spi.InventoryRefill.Filling(
                practice, Integer.toString(ofEpoch), "fill", truths.get(practice), now, now, false));
    }

    @CanIgnoreReturnValue
    static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception cause) {
            throw new AssertionError(cause);
        }
    }

    @Override
    public void close() {
        done(connections.close());
        done(vertx.close());
        meters.close();
    }
}
