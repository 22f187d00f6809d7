package org.slotkeeper.tracing;

import java.util.Optional;
import org.slotkeeper.api.Route;
import org.slotkeeper.domain.party.OdsCode;

/**
 * A part of a request's time that may be looked at later. What can be said of it is what these
 * methods take: routes, statuses, words of the code and practices' codes. There is no method that
 * takes a text of the caller's, so that no trace can tell of a patient.
 */
public interface Span {

    /** The header by which a request says in which trace it is (W3C Trace Context). */
    String HEADER = "traceparent";

    boolean isRecorded();

    /** A part of this part. */
    Span step(Step step);

    void route(Route route);

    void practice(OdsCode practice);

    /**
     * Ends it as an answered request. {@code code} is the stable code of a refusal or failure,
     * empty for a success.
     */
    void answered(Optional<Route> route, int status, String code);

    /** Ends it. {@code outcome} is the type of the answer, by which its word is known. */
    void ended(Class<?> outcome);

    /**
     * Ends it as a failure of machinery. Of the cause only its type is kept: what it says may quote
     * a statement.
     */
    void failed(Throwable cause);

    /** By what log lines and traces find each other; empty where nobody looks. */
    String traceId();

    /** What a part of this one elsewhere is told in {@link #HEADER}; empty where nobody looks. */
    String header();
}
