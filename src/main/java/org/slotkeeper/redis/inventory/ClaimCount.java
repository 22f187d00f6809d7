package org.slotkeeper.redis.inventory;

import io.vertx.core.Future;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.redis.connection.RedisAway;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.ClaimResult;

/** Counts claims by how they ended. */
record ClaimCount(Meters meters) {

    Future<ClaimAnswer> count(Future<ClaimAnswer> claim) {
        return claim.onComplete(
                answer -> meters.claimEnded(resultOf(answer)), cause -> meters.claimEnded(resultOf(cause)));
    }

    private static ClaimResult resultOf(ClaimAnswer answer) {
        if (answer instanceof ClaimAnswer.Claimed) {
            return ClaimResult.CLAIMED;
        }
        if (answer instanceof ClaimAnswer.Taken) {
            return ClaimResult.TAKEN;
        }
        if (answer instanceof ClaimAnswer.Refused) {
            return ClaimResult.REFUSED;
        }
        if (answer instanceof ClaimAnswer.Unsure) {
            return ClaimResult.UNSURE;
        }
        return answer instanceof ClaimAnswer.StaleLayout ? ClaimResult.STALE_LAYOUT : ClaimResult.IN_FLIGHT;
    }

    private static ClaimResult resultOf(Throwable cause) {
        return cause instanceof RedisAway away && away.isCold() ? ClaimResult.COLD : ClaimResult.FAILED;
    }
}
