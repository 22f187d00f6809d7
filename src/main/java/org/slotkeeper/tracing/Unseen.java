package org.slotkeeper.tracing;

import java.util.Optional;
import org.slotkeeper.api.Route;
import org.slotkeeper.domain.party.OdsCode;

/** The span of a request that nobody looks at. There is one for all of them. */
final class Unseen implements Span {

    static final Span SPAN = new Unseen();

    private Unseen() {}

    @Override
    public boolean isRecorded() {
        return false;
    }

    @Override
    public Span step(Step step) {
        return this;
    }

    @Override
    public void route(Route route) {}

    @Override
    public void practice(OdsCode practice) {}

    @Override
    public void answered(Optional<Route> route, int status, String code) {}

    @Override
    public void ended(Class<?> outcome) {}

    @Override
    public void failed(Throwable cause) {}

    @Override
    public String traceId() {
        return "";
    }

    @Override
    public String header() {
        return "";
    }
}
