package org.slotkeeper.gateway.door;

/** Ends the span of each request, which is nobody's if it is not traced. */
record EndSpan() implements AnswerStep {

    @Override
    public void answered(RequestState state, int status, String code, int bytes, long nanos) {
        state.span.answered(state.route(), status, code);
    }
}
