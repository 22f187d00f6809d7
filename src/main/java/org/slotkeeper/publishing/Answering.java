package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import org.slotkeeper.domain.appointment.RequestContent;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.Answered;
import org.slotkeeper.publishing.spi.SessionLedger;

/**
 * How a write of a practice is answered, and answered alike when it is sent again. The answer is
 * made before the write is recorded, so that the ledger keeps both or neither.
 *
 * @param content all that the write says; empty if nobody sends it again
 * @param asText the answer as it is kept
 */
record Answering<T>(Optional<RequestContent> content, Function<T, String> asText) {

    private static final byte[] NO_SECRET = {};

    static <T> Answering<T> once() {
        return new Answering<>(Optional.empty(), answer -> "");
    }

    static <T> Answering<T> again(RequestContent content, Function<T, String> asText) {
        return new Answering<>(Optional.of(content), asText);
    }

    Optional<Answered> kept(T answer) {
        return content.map(says -> new Answered(says.operation(), fingerprint(says), asText.apply(answer)));
    }

    /**
     * What the write was answered before: the same again, or a refusal if it said something else
     * then. Empty if it is new.
     */
    Future<Optional<PublishOutcome<T>>> before(SessionLedger ledger, OdsCode practice, Act act) {
        if (content.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        RequestContent says = content.get();
        return ledger.answerTo(practice, act, says.operation())
                .map(found -> found.map(answered -> answered.fingerprint() == fingerprint(says)
                        ? PublishOutcome.repeated(answered.text())
                        : PublishOutcome.refused(new PublishRefusal.RequestIdReused())));
    }

    /** There is no patient in it who could be guessed. */
    private static long fingerprint(RequestContent says) {
        return says.fingerprint(NO_SECRET);
    }
}
