package org.slotkeeper.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;

import io.gatling.javaapi.core.ChainBuilder;
import java.time.Duration;
import org.slotkeeper.load.Settings;

/** The ways that people go through the API: look, look again, decide, try, take something else, think better of it. */
final class Paths {

    private final Settings settings;
    private final Calls calls;

    Paths(Settings settings, Calls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /** Around a release: look until something is there or patience is over, then try for it. */
    ChainBuilder contend() {
        return lookUntilThereIsSomething()
                .exec(tryForIt(settings.share("holdShare")))
                .exec(thinkBetterOfIt(settings.share("cancelShare")));
    }

    /** An ordinary visit: look once, try, and give it back with this share. */
    ChainBuilder visit(double cancelShare) {
        return exec(calls.search()).exec(tryForIt(settings.share("holdShare"))).exec(thinkBetterOfIt(cancelShare));
    }

    ChainBuilder look() {
        return exec(calls.search());
    }

    ChainBuilder readOwn() {
        return exec(calls.readOwn());
    }

    private ChainBuilder lookUntilThereIsSomething() {
        double refresh = settings.number("refreshSeconds");
        return exec(calls.search())
                .exec(asLongAs(session -> Wish.of(session).isStillLooking())
                        .on(pause(session -> Wish.of(session).draw.about(refresh))
                                .exec(calls.search())));
    }

    private ChainBuilder tryForIt(double holdShare) {
        int attemptsMax = settings.count("attemptsMax");
        double alternativeShare = settings.share("alternativeShare");
        return exec(session -> {
                    Wish.of(session).choose(settings.count("pickAmong"));
                    return session;
                })
                .exec(asLongAs(session -> Wish.of(session).isTrying(attemptsMax))
                        .on(pause(session -> thought(Wish.of(session), settings.number("searchThinkSeconds")))
                                .exec(doIfOrElse(
                                                session -> Wish.of(session).draw.happens(holdShare))
                                        .then(exec(calls.hold())
                                                .exec(doIf(session -> Wish.of(session).isHeld)
                                                        .then(pause(session -> thought(
                                                                        Wish.of(session),
                                                                        settings.number("holdThinkSeconds")))
                                                                .exec(calls.confirm()))))
                                        .orElse(exec(calls.book())))
                                .exec(session -> {
                                    Wish wish = Wish.of(session);
                                    if (!wish.isBooked && !wish.free.isEmpty() && wish.draw.happens(alternativeShare)) {
                                        // What a loser is offered is at most three.
                                        wish.choose(3);
                                    }
                                    return session;
                                })));
    }

    private ChainBuilder thinkBetterOfIt(double share) {
        return doIf(session ->
                        Wish.of(session).isBooked && Wish.of(session).draw.happens(share))
                .then(pause(session -> thought(Wish.of(session), settings.number("holdThinkSeconds")))
                        .exec(calls.cancel()));
    }

    private static Duration thought(Wish wish, double seconds) {
        return wish.draw.thought(seconds);
    }
}
