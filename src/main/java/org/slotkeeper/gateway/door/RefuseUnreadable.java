package org.slotkeeper.gateway.door;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.slotkeeper.gateway.http.Failures;

/** Says why the decoder could not read a request; where the next one begins nobody knows. */
record RefuseUnreadable() implements Step {

    @Override
    public Verdict pass(RequestState state) {
        Throwable cause = state.request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return new Verdict.RefusedAtOnce(Failures.TARGET_TOO_LONG, true);
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Verdict.RefusedAtOnce(Failures.HEADERS_TOO_MANY, true);
        }
        return new Verdict.RefusedAtOnce(Failures.malformed("This is not an HTTP/1.1 request"), true);
    }
}
