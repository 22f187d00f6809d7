package org.slotkeeper.api.practice;

import java.util.Map;
import org.slotkeeper.api.Failure;
import org.slotkeeper.publishing.BrokenRule;
import org.slotkeeper.publishing.PublishRefusal;

/** The failures of this room, each with its one status and code. */
final class Failures {

    private Failures() {}

    /** Not JSON, or not in the form that is asked for. */
    static Failure malformed(String diagnostics) {
        return Failure.of(400, "structure", "MALFORMED", diagnostics);
    }

    /** In the right place and of the wrong form. */
    static Failure badValue(String field, String rule) {
        return Failure.of(400, "value", "MALFORMED", field + ' ' + rule).at(field);
    }

    static Failure badParameter(String name, String rule) {
        return Failure.of(400, "value", "INVALID_PARAMETER", name + ' ' + rule).at(name);
    }

    static Failure notAPeriod(int daysMax) {
        return brokenRule(BrokenRule.ofPeriod(daysMax));
    }

    static Failure brokenRule(BrokenRule broken) {
        return Failure.of(422, "business-rule", "RULE_BROKEN", broken.field() + ' ' + broken.rule())
                .at(broken.field());
    }

    static Failure notSupported(String field, String diagnostics) {
        return Failure.of(422, "not-supported", "NOT_SUPPORTED", diagnostics).at(field);
    }

    static Failure unsupportedMediaType() {
        return Failure.of(415, "not-supported", "UNSUPPORTED_MEDIA_TYPE", "the body must be application/json")
                .with(Map.of("Accept", "application/json"));
    }

    static Failure practiceUnknown() {
        return Failure.of(404, "not-found", "PRACTICE_UNKNOWN", "no such practice is known here");
    }

    static Failure forbidden() {
        String who = "only the practice's own system, with the scope slots:publish, may do this";
        return Failure.of(403, "forbidden", "FORBIDDEN", who);
    }

    static Failure of(PublishRefusal refusal) {
        return refusal.match(new PublishRefusal.Cases<>() {
            @Override
            public Failure forbidden() {
                return Failures.forbidden();
            }

            @Override
            public Failure practiceUnknown() {
                return Failures.practiceUnknown();
            }

            @Override
            public Failure sessionUnknown() {
                return Failure.of(404, "not-found", "SESSION_UNKNOWN", "no session of this name is published");
            }

            @Override
            public Failure ruleBroken(BrokenRule broken) {
                return brokenRule(broken);
            }

            @Override
            public Failure requestIdReused() {
                String what =
                        "another request was sent under the same X-Request-ID: give each request an id of its own";
                return Failure.of(422, "business-rule", "REQUEST_ID_REUSED", what)
                        .at("X-Request-ID");
            }

            @Override
            public Failure overlap(PublishRefusal.Overlap overlap) {
                String times = LondonTime.text(overlap.otherTime().start()) + " to "
                        + LondonTime.text(overlap.otherTime().end());
                String diagnostics = "session " + overlap.session() + " on " + overlap.day()
                        + " has the clinician of session " + overlap.other() + ", which is from " + times
                        + ": publish other times, or say \"overlap\": \"allow\" with an overlapReason";
                return Failure.of(422, "business-rule", "CLINICIAN_OVERLAP", diagnostics)
                        .at("start");
            }

            @Override
            public Failure busy() {
                String why = "too many changes of this practice's book are waiting: try again later";
                return Failure.of(503, "transient", "OVERLOADED", why).with(Map.of("Retry-After", "2"));
            }
        });
    }
}
