package org.slotkeeper.redis.inventory;

import io.vertx.core.Future;
import org.slotkeeper.booking.spi.ClaimAnswer;
import org.slotkeeper.redis.connection.RedisAway;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.Meters.ClaimResult;

/** Counts claims by how they ended. */
record ClaimCount(Meters meters) {

    private static final ClaimAnswer.Cases<ClaimResult> RESULT = new ClaimAnswer.Cases<>() {
        @Override
        public ClaimResult claimed(ClaimAnswer.Claimed claimed) {
            return ClaimResult.CLAIMED;
        }

        @Override
        public ClaimResult denied(ClaimAnswer.Denied denied) {
            return denied.match(taken -> ClaimResult.TAKEN, refused -> ClaimResult.REFUSED, own -> ClaimResult.REFUSED);
        }

        @Override
        public ClaimResult unsure(ClaimAnswer.Denied denied) {
            return ClaimResult.UNSURE;
        }

        @Override
        public ClaimResult running() {
            return ClaimResult.IN_FLIGHT;
        }

        @Override
        public ClaimResult met(ClaimAnswer.Met met) {
            return ClaimResult.IN_FLIGHT;
        }

        @Override
        public ClaimResult staleLayout(ClaimAnswer.StaleLayout stale) {
            return ClaimResult.STALE_LAYOUT;
        }
    };

    Future<ClaimAnswer> count(Future<ClaimAnswer> claim) {
        return claim.onComplete(
                answer -> meters.claimEnded(answer.match(RESULT)), cause -> meters.claimEnded(resultOf(cause)));
    }

    private static ClaimResult resultOf(Throwable cause) {
        return cause instanceof RedisAway away && away.isCold() ? ClaimResult.COLD : ClaimResult.FAILED;
    }
}
