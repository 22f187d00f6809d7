package org.slotkeeper.publishing;

import java.time.LocalDate;
import org.slotkeeper.domain.schedule.Interval;
import org.slotkeeper.domain.schedule.SessionId;

/** Why a practice may not publish what it asked for. */
public sealed interface PublishRefusal {

    <R> R match(Cases<R> cases);

    /** One answer for each refusal. */
    interface Cases<R> {
        R forbidden();

        R practiceUnknown();

        R sessionUnknown();

        R ruleBroken(BrokenRule broken);

        R overlap(Overlap overlap);

        R requestIdReused();

        R busy();
    }

    /** The caller does not publish for this practice. */
    record Forbidden() implements PublishRefusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.forbidden();
        }
    }

    record PracticeUnknown() implements PublishRefusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.practiceUnknown();
        }
    }

    /** More wait to change the practice's book than may, or its turn came too late. */
    record Busy() implements PublishRefusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.busy();
        }
    }

    /** The practice has never published a session of this name on a day that still matters. */
    record SessionUnknown() implements PublishRefusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionUnknown();
        }
    }

    /**
     * A clinician would have two sessions at the same time, and neither says that it is meant.
     *
     * @param session what is refused
     * @param other the session that is in its way
     * @param otherTime when that one is
     */
    record Overlap(SessionId session, LocalDate day, SessionId other, Interval otherTime) implements PublishRefusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.overlap(this);
        }
    }

    /** Another write was sent under the same request id. */
    record RequestIdReused() implements PublishRefusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.requestIdReused();
        }
    }

    record RuleBroken(BrokenRule broken) implements PublishRefusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ruleBroken(broken);
        }
    }
}
