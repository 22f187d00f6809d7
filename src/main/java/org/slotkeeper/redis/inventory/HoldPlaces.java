package org.slotkeeper.redis.inventory;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slotkeeper.booking.spi.Claim;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.redis.connection.LuaScript;
import org.slotkeeper.redis.connection.RedisConnections;
import org.slotkeeper.redis.connection.ScriptCall;

/**
 * At which practices a patient may have a live hold: a hint under the patient's own mark, beside
 * the claims of the practices, which are what counts.
 */
final class HoldPlaces {

    private static final int COUNT_MAX = 8;

    private final RedisConnections connections;
    private final PatientMarks marks;

    HoldPlaces(RedisConnections connections, PatientMarks marks) {
        this.connections = connections;
        this.marks = marks;
    }

    /**
     * The hold stands whether or not it could be noted: then it is found by who knows its practice
     * or its id.
     */
    void note(Claim hold, ClaimAnswer answer) {
        answer.whatIsClaimed().ifPresent(claimed -> note(hold, claimed.expiresAt()));
    }

    private void note(Claim claim, Instant expiresAt) {
        Duration keep = Duration.between(claim.now(), expiresAt);
        ScriptCall call = new ScriptCall(LuaScript.NOTE_HOLD)
                .key(keyOf(claim.patient()))
                .with(Texts.millis(claim.now()))
                .with(Texts.millis(expiresAt))
                .with(claim.practice().value())
                .with(1 + Math.max(0, keep.toSeconds()))
                .with(COUNT_MAX);
        Future<Response> noted = connections.call(call);
        noted.onFailure(lost -> {});
    }

    Future<List<OdsCode>> of(NhsNumber patient, Instant now) {
        ScriptCall call =
                new ScriptCall(LuaScript.PLACES_OF_HOLDS).key(keyOf(patient)).with(Texts.millis(now));
        return connections.call(call).map(HoldPlaces::practices);
    }

    private static List<OdsCode> practices(Response answer) {
        List<OdsCode> practices = new ArrayList<>();
        for (int at = 1; at < answer.size(); at++) {
            practices.add(new OdsCode(answer.get(at).toString()));
        }
        return practices;
    }

    private String keyOf(NhsNumber patient) {
        return "{" + marks.textOf(patient) + "}:p";
    }
}
