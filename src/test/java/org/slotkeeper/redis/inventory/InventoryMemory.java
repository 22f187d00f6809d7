package org.slotkeeper.redis.inventory;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.slotkeeper.booking.InventoryRequests;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.PracticeTruth;
import org.slotkeeper.testing.Futures;
import org.slotkeeper.testing.Stores;

/**
 * Measures what the inventory of many practices takes of Redis' memory: first all seats free, then with a part of them booked.
 * Arguments: practices, days, percent booked.
 */
final class InventoryMemory {

    private static final int AT_ONCE = 50;

    private final RedisFixture redis = new RedisFixture();
    private final Random random = new Random(1);
    private long seats;
    private long appointments;

    private InventoryMemory() {}

    public static void main(String[] arguments) {
        int practices = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 6_000;
        int days = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 14;
        int percentBooked = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
        new InventoryMemory().measure(practices, days, percentBooked);
        System.exit(0);
    }

    private void measure(int practices, int days, int percentBooked) {
        for (int percent : new int[] {0, percentBooked}) {
            Stores.flushed();
            seats = 0;
            appointments = 0;
            long before = usedMemory();
            for (int from = 0; from < practices; from += AT_ONCE) {
                fill(from, Math.min(practices, from + AT_ONCE), days, percent);
            }
            long used = usedMemory() - before;
            System.out.printf(
                    "%d practices x %d days, %d seats, %d appointments: %.1f MB, %.3f bytes a seat%n",
                    practices, days, seats, appointments, used / 1e6, (double) used / seats);
        }
        redis.close();
    }

    private void fill(int from, int to, int days, int percentBooked) {
        List<Future<Void>> filled = new ArrayList<>();
        for (int number = from; number < to; number++) {
            PracticeTruth truth = truth(days, percentBooked);
            OdsCode practice = new OdsCode("M" + (10_000 + number));
            redis.truths.put(practice, truth);
            filled.add(redis.warm(practice));
        }
        Futures.await(Future.join(filled));
    }

    /** Practices have 60 to 600 seats a day, most of them fewer than 300. */
    private PracticeTruth truth(int days, int percentBooked) {
        int seatsADay = 60 + (int) (Math.min(1, random.nextDouble() * random.nextDouble() * 1.5) * 540);
        Map<LocalDate, BitSet> free = new HashMap<>();
        for (int day = 0; day < days; day++) {
            BitSet ofDay = new BitSet();
            ofDay.set(0, seatsADay);
            for (int seat = 0; seat < seatsADay; seat++) {
                if (random.nextInt(100) < percentBooked) {
                    ofDay.clear(seat);
                    appointments++;
                }
            }
            free.put(InventoryRequests.DAY.plusDays(day), ofDay);
        }
        seats += (long) seatsADay * days;
        return new PracticeTruth(1, free, true);
    }

    private long usedMemory() {
        return Futures.await(redis.connections.send(Request.cmd(Command.INFO).arg("memory")))
                .toString()
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("used_memory:".length()).trim()))
                .findFirst()
                .orElseThrow();
    }
}
