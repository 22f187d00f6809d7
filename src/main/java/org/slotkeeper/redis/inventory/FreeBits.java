package org.slotkeeper.redis.inventory;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.booking.spi.Availability;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.connection.RedisConnections;

/**
 * The free seats of a practice as two plain commands read them, which is a fraction of what a
 * script costs. Other commands may come between the two, and nothing is ended or filled by them:
 * where that could make a difference nothing is said, and availability.lua is asked.
 */
final class FreeBits {

    private final RedisConnections connections;

    FreeBits(RedisConnections connections) {
        this.connections = connections;
    }

    /** Empty if a hold is over, a day is not there, or the practice is cold or seems to be. */
    Future<Optional<Availability>> read(OdsCode practice, List<LocalDate> days, Instant now) {
        if (days.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        Keys keys = Keys.of(practice);
        Request seats = Request.cmd(Command.MGET);
        days.forEach(day -> seats.arg(connections.key(keys.seats(day))));
        Request header = Request.cmd(Command.HMGET)
                .arg(connections.key(keys.header()))
                .arg("life")
                .arg("layout")
                .arg("next");
        return connections.lifeLastSeen(practice).compose(life -> {
            // The seats first: if the header that is read after them is of this life, they are too.
            Future<Response> bits = connections.send(practice, seats);
            Future<Response> known = connections.send(practice, header);
            return Future.join(bits, known)
                    .map(both -> isBelieved(known.result(), life, now)
                            ? free(known.result(), days, bits.result())
                            : Optional.empty());
        });
    }

    private static boolean isBelieved(Response header, String life, Instant now) {
        return header.get(0) != null
                && header.get(0).toString().equals(life)
                && layoutOf(header) >= 0
                && !isHoldOver(header.get(2).toString(), now);
    }

    private static boolean isHoldOver(String next, Instant now) {
        return !next.isEmpty() && Texts.parseMillis(next, 0).toEpochMilli() <= now.toEpochMilli();
    }

    private static int layoutOf(Response header) {
        return Integer.parseInt(header.get(1).toString());
    }

    private static Optional<Availability> free(Response header, List<LocalDate> days, Response bits) {
        Map<LocalDate, BitSet> free = new HashMap<>();
        for (int at = 0; at < days.size(); at++) {
            Response ofDay = bits.get(at);
            if (ofDay == null) {
                // Over, not published, or read before it was filled.
                return Optional.empty();
            }
            free.put(days.get(at), Texts.parseBits(ofDay.toBytes()));
        }
        return Optional.of(new Availability(layoutOf(header), free));
    }
}
