package org.slotkeeper.gateway.door;

import org.slotkeeper.gateway.http.AccessLog;

/** Writes the access log's line of each answer that it takes. */
record WriteAccessLine(AccessLog log) implements AnswerStep {

    @Override
    public void answered(RequestState state, int status, String code, int bytes, long nanos) {
        if (log.takes(status)) {
            log.write(new AccessLog.Line(
                    state.method(),
                    state.route(),
                    status,
                    code,
                    nanos,
                    bytes,
                    new AccessLog.Correlation(state.echoedId, state.span.traceId())));
        }
    }
}
