package org.slotkeeper.gateway.door;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.gateway.http.Answers;

/** Sends the one answer of each request of an event loop, and has it accounted for. */
final class Reply {

    private static final int CALLER_GONE = 499;
    private static final int FAULT = 500;
    private static final String FAULT_CODE = "FAULT";

    private final DoorLoop loop;
    private final AnswerStep[] steps;

    Reply(DoorLoop loop, AnswerStep[] steps) {
        this.loop = loop;
        this.steps = steps;
    }

    /** @param close whether this is the last answer on its connection */
    void send(RequestState state, EngineAnswer answer, boolean close) {
        HttpServerResponse response = state.request.response();
        if (response.closed()) {
            // Nobody is there to be answered.
            account(state, CALLER_GONE, "CALLER_GONE", 0);
            return;
        }
        boolean last = close || loop.isDraining();
        try {
            Answers.writeHead(response, answer, state.echoedId, state.correlationId(), last);
        } catch (IllegalArgumentException unwritable) {
            // A header that would begin another line is a bug behind us; not a byte of it is sent.
            loop.faults().log("answer cannot be written", FAULT_CODE, state, unwritable);
            loop.connections().close(state.request.connection());
            account(state, FAULT, FAULT_CODE, 0);
            return;
        }
        int bytes = answer.body().length();
        boolean isHead = state.isHead();
        if (isHead) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes));
        }
        Future<Void> sent = isHead ? response.end() : response.end(answer.body());
        if (last) {
            loop.closeSoon(state.request.connection());
        }
        account(state, answer.status(), answer.code(), isHead ? 0 : bytes);
        // A caller who has gone while it was sent needs no answer; the request's id finds it again.
        sent.onFailure(gone -> {});
    }

    private void account(RequestState state, int status, String code, int bytes) {
        long now = loop.now();
        loop.connections().requestEnded(state.request.connection(), now);
        for (AnswerStep step : steps) {
            step.answered(state, status, code, bytes, now - state.beganAt);
        }
    }
}
