package org.slotkeeper.gateway.door;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slotkeeper.platform.OwnerThread;

/**
 * The requests at work on one event loop: so many and no more, and none of them beyond its time.
 * One sweep over all of them now and then is cheaper than a timer each.
 */
final class InFlight {

    private final OwnerThread owner = new OwnerThread();
    private final int max;
    private final Set<Timed> atWork = new LinkedHashSet<>();

    InFlight(int max) {
        this.max = max;
    }

    /** A request that is answered in time, or given up. */
    interface Timed {
        boolean isLate(long now);

        void tooLate();
    }

    /** False if there is no room. */
    boolean admit(Timed request) {
        owner.require();
        return atWork.size() < max && atWork.add(request);
    }

    void leave(Timed request) {
        owner.require();
        atWork.remove(request);
    }

    void sweep(long now) {
        owner.require();
        if (atWork.isEmpty()) {
            return;
        }
        // What is found late leaves this set while it is answered.
        List<Timed> late = new ArrayList<>();
        for (Timed request : atWork) {
            if (request.isLate(now)) {
                late.add(request);
            }
        }
        late.forEach(Timed::tooLate);
    }
}
