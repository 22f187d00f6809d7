package org.slotkeeper.publishing;

/** Why a practice may not publish what it asked for. */
public sealed interface PublishRefusal {

    <R> R match(Cases<R> cases);

    /** One answer for each refusal. */
    interface Cases<R> {
        R forbidden();

        R practiceUnknown();

        R sessionUnknown();

        R ruleBroken(BrokenRule broken);
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

    /** The practice has never published a session of this name on a day that still matters. */
    record SessionUnknown() implements PublishRefusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionUnknown();
        }
    }

    record RuleBroken(BrokenRule broken) implements PublishRefusal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ruleBroken(broken);
        }
    }
}
