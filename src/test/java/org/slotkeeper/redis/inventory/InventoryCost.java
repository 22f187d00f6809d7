package org.slotkeeper.redis.inventory;

import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.testing.Futures.await;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.slotkeeper.booking.spi.Claim.Kind;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.SeatLeases;
import org.slotkeeper.redis.connection.ConnectionSettings;
import org.slotkeeper.testing.Stores;

/** Measures what each call costs Redis: microseconds in the script, by Redis' own count, and of Redis' processor altogether. */
final class InventoryCost {

    private static final int PRACTICES = 200;
    private static final int SEATS = 250;
    private static final int AT_ONCE = 400;

    /** So patient that a busy machine is measured too. */
    private final RedisFixture redis = new RedisFixture(
            ConnectionSettings.of(Stores.redis().host(), Stores.redis().port(), "", Duration.ofSeconds(30)));

    private final List<OdsCode> practices = new ArrayList<>();
    private int number;

    private static final List<LocalDate> DAYS = DAY.datesUntil(DAY.plusDays(7)).toList();

    private InventoryCost() {}

    private static BitSet allSeats() {
        BitSet seats = new BitSet();
        seats.set(0, SEATS);
        return seats;
    }

    public static void main(String[] arguments) {
        Stores.flushed();
        new InventoryCost().measure();
        System.exit(0);
    }

    private void measure() {
        for (int practice = 0; practice < PRACTICES; practice++) {
            OdsCode fresh = redis.practice(DAY, SEATS);
            redis.truth(fresh, 1, DAYS.stream().collect(Collectors.toMap(day -> day, day -> allSeats())));
            practices.add(fresh);
        }
        report("fill", PRACTICES, at -> redis.warm(practices.get(at)));
        int bookings = PRACTICES * SEATS;
        report("availability of 7 days", bookings, at -> redis.inventory.availability(practice(at), DAYS, NOW));
        report(
                "claim of a free seat",
                bookings,
                at -> redis.inventory.claim(
                        claim(practice(at), Kind.CONFIRM, at / PRACTICES, 1, at, request(number++))));
        report(
                "claim of a taken seat",
                bookings,
                at -> redis.inventory.claim(
                        claim(practice(at), Kind.CONFIRM, at / PRACTICES, 1, at, request(number++))));
        report("end of one claim", bookings / 4, at -> redis.leases.arrived(List.of(arrived(at))));
        report("ends of 10 of one practice, each", bookings * 3 / 4 / 10, this::endTen);
        redis.close();
    }

    private Future<Void> endTen(int batch) {
        List<SeatLeases.Arrived> ends = new ArrayList<>();
        int first = SEATS / 4 + batch / PRACTICES * 10;
        for (int seat = first; seat < Math.min(first + 10, SEATS); seat++) {
            ends.add(arrived(seat * PRACTICES + batch % PRACTICES));
        }
        return redis.leases.arrived(ends);
    }

    private SeatLeases.Arrived arrived(int at) {
        return new SeatLeases.Arrived(idOf(practice(at), at / PRACTICES, at), NOW);
    }

    private OdsCode practice(int at) {
        return practices.get(at % PRACTICES);
    }

    private void report(String what, int count, IntFunction<Future<?>> ask) {
        await(redis.connections.send(Request.cmd(Command.CONFIG).arg("RESETSTAT")));
        double cpuBefore = cpuSeconds();
        for (int from = 0; from < count; from += AT_ONCE) {
            List<Future<?>> asked = new ArrayList<>();
            for (int at = from; at < Math.min(count, from + AT_ONCE); at++) {
                asked.add(ask.apply(at));
            }
            await(Future.join(asked));
        }
        double cpu = (cpuSeconds() - cpuBefore) * 1e6 / count;
        System.out.printf(
                "%-32s %7d calls, script %6.1f us, Redis altogether %6.1f us%n", what, count, scriptCost(), cpu);
    }

    private double cpuSeconds() {
        return info("cpu", "used_cpu_user:") + info("cpu", "used_cpu_sys:");
    }

    private double scriptCost() {
        String stats = await(redis.connections.send(Request.cmd(Command.INFO).arg("commandstats")))
                .toString();
        return stats.lines()
                .filter(text -> text.startsWith("cmdstat_evalsha:"))
                .map(line -> line.substring(line.indexOf("usec_per_call=") + "usec_per_call=".length()))
                .mapToDouble(perCall -> Double.parseDouble(perCall.substring(0, perCall.indexOf(','))))
                .findFirst()
                .orElse(0);
    }

    private double info(String section, String field) {
        return await(redis.connections.send(Request.cmd(Command.INFO).arg(section)))
                .toString()
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(field.length()).trim()))
                .findFirst()
                .orElseThrow();
    }
}
