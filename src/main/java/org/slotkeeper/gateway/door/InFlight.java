package org.slotkeeper.gateway.door;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The requests at work on one event loop: so many and no more, and none of them beyond its time. One look at all of them now and then is cheaper than a timer each. */
final class InFlight {

    private final int max;
    private final Set<Exchange> atWork = new LinkedHashSet<>();

    InFlight(int max) {
        this.max = max;
    }

    boolean admit(Exchange exchange) {
        return atWork.size() < max && atWork.add(exchange);
    }

    void leave(Exchange exchange) {
        atWork.remove(exchange);
    }

    int count() {
        return atWork.size();
    }

    void sweep(long now) {
        if (atWork.isEmpty()) {
            return;
        }
        // What is found late leaves this set while it is answered.
        List<Exchange> late = new ArrayList<>();
        for (Exchange exchange : atWork) {
            if (exchange.isLate(now)) {
                late.add(exchange);
            }
        }
        late.forEach(Exchange::tooLate);
    }
}
