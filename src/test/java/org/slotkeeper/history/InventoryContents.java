package org.slotkeeper.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slotkeeper.history.LedgerContents.Seat;
import org.slotkeeper.standalone.RedisAddress;
import org.slotkeeper.testing.RedisTalk;

/** What the inventory has of some practices, byte by byte: which seats are free, and which are claimed. */
public record InventoryContents(Set<Seat> free, Map<Seat, Claim> claims) {

    /**
     * @param kind H for a hold, C for a confirm in flight
     * @param key of the hold, or of the appointment that it is about
     */
    public record Claim(char kind, long expiresMillis, String key) {
        boolean isLiveHold(long nowMillis) {
            return kind == 'H' && expiresMillis > nowMillis;
        }
    }

    public static InventoryContents of(RedisAddress redis, List<Seat> published) {
        Set<Seat> free = new HashSet<>();
        Map<Seat, Claim> claims = new HashMap<>();
        try (RedisTalk talk = RedisTalk.to(redis)) {
            for (String practice :
                    published.stream().map(Seat::practice).distinct().toList()) {
                readClaims(talk, practice, claims);
                for (String day : published.stream()
                        .filter(seat -> seat.practice().equals(practice))
                        .map(Seat::day)
                        .distinct()
                        .toList()) {
                    readFree(talk, practice, day, free);
                }
            }
            return new InventoryContents(free, claims);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static void readFree(RedisTalk talk, String practice, String day, Set<Seat> free) throws IOException {
        String bits = talk.ask("GET", "{" + practice + "}:" + day).get(0);
        for (int ordinal = 0; ordinal < 8 * bits.length(); ordinal++) {
            if ((bits.charAt(ordinal / 8) & (128 >> ordinal % 8)) != 0) {
                free.add(new Seat(practice, day, ordinal));
            }
        }
    }

    private static void readClaims(RedisTalk talk, String practice, Map<Seat, Claim> claims) throws IOException {
        List<String> all = talk.ask("HGETALL", "{" + practice + "}:c");
        for (int at = 0; at < all.size(); at += 2) {
            String field = all.get(at);
            String claim = all.get(at + 1);
            claims.put(
                    new Seat(practice, field.substring(0, 8), Integer.parseInt(field.substring(9))),
                    new Claim(claim.charAt(0), Long.parseLong(claim.substring(1, 14)), claim.substring(27, 53)));
        }
    }
}
