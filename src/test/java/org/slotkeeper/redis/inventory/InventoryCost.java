package org.slotkeeper.redis.inventory;

import static org.slotkeeper.booking.InventoryRequests.DAY;
import static org.slotkeeper.booking.InventoryRequests.NOW;
import static org.slotkeeper.booking.InventoryRequests.claim;
import static org.slotkeeper.booking.InventoryRequests.idOf;
import static org.slotkeeper.booking.InventoryRequests.request;
import static org.slotkeeper.redis.inventory.RedisFixture.done;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
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

    private InventoryCost() {}

    public static void main(String[] arguments) {
        Stores.flushed();
        new InventoryCost().measure();
        System.exit(0);
    }

    private void measure() {
        for (int practice = 0; practice < PRACTICES; practice++) {
            practices.add(redis.practice(DAY, SEATS));
        }
        report("fill", PRACTICES, at -> redis.warm(practices.get(at)));
        int bookings = PRACTICES * SEATS;
        report(
                "availability of 7 days",
                bookings,
                at -> redis.inventory.availability(
                        practice(at), DAY.datesUntil(DAY.plusDays(7)).toList(), NOW));
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
        done(redis.connections.send(Request.cmd(Command.CONFIG).arg("RESETSTAT")));
        double cpuBefore = cpuSeconds();
        for (int from = 0; from < count; from += AT_ONCE) {
            List<Future<?>> asked = new ArrayList<>();
            for (int at = from; at < Math.min(count, from + AT_ONCE); at++) {
                asked.add(ask.apply(at));
            }
            done(Future.join(asked));
        }
        double cpu = (cpuSeconds() - cpuBefore) * 1e6 / count;
        System.out.printf(
                "%-32s %7d calls, script %6.1f us, Redis altogether %6.1f us%n", what, count, scriptCost(), cpu);
    }

    private double cpuSeconds() {
        return info("cpu", "used_cpu_user:") + info("cpu", "used_cpu_sys:");
    }

    private double scriptCost() {
        String stats = done(redis.connections.send(Request.cmd(Command.INFO).arg("commandstats")))
                .toString();
        String line = stats.lines()
                .filter(text -> text.startsWith("cmdstat_evalsha:"))
                .findFirst()
                .orElseThrow();
        String perCall = line.substring(line.indexOf("usec_per_call=") + "usec_per_call=".length());
        return Double.parseDouble(perCall.substring(0, perCall.indexOf(',')));
    }

    private double info(String section, String field) {
        return done(redis.connections.send(Request.cmd(Command.INFO).arg(section)))
                .toString()
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(field.length()).trim()))
                .findFirst()
                .orElseThrow();
    }
}
