package org.slotkeeper.gateway.door;

import org.slotkeeper.gateway.http.FrontSettings;

/** What every request passes, and every answer, in this order. */
final class DoorSteps {

    private DoorSteps() {}

    /**
     * On the way in. Limits by caller, shedding and the waiting room have their place behind the
     * last one: the caller is known, and nothing has been read or asked for it yet.
     */
    static Step[] in(DoorLoop loop, FrontSettings settings, FrontParts parts) {
        return new Step[] {
            new NameRequest(parts.environment().ids()),
            new SetDeadline(settings.limits().timeouts().deadline()),
            new Admit(
                    loop.stallDetector(), loop.inFlight(), parts.signals().meters(), loop.faults()::retryAfterSeconds),
            new CheckFraming(),
            new CheckName(),
            new ReadTarget(parts.routes()),
            new Authenticate(parts.tokens(), loop.faults())
        };
    }

    /** Of what the decoder could not read. */
    static Step[] invalid(FrontParts parts) {
        return new Step[] {new NameRequest(parts.environment().ids()), new RefuseUnreadable()};
    }

    /** On the way out. */
    static AnswerStep[] out(DoorLoop loop, FrontSettings settings, FrontParts parts) {
        return new AnswerStep[] {
            new MeasureAnswer(parts.signals().meters()),
            new EndSpan(),
            new WriteAccessLine(loop.accessLog()),
            new SaySlow(settings.slowAfter())
        };
    }
}
