package org.slotkeeper.demo;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slotkeeper.domain.party.Caller;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.publishing.PublishMany;
import org.slotkeeper.publishing.PublishMany.PublishedMany;
import org.slotkeeper.publishing.RegisterPractices;
import org.slotkeeper.publishing.SessionDraft;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.PracticeListing;

/**
 * Publishes the invented sessions of a list of practices, several practices at a time. What is
 * there already is not published again.
 */
public final class PublishDemo {

    private final Means means;
    private final DemoSessions demoSessions;
    private final Supplier<UUID> requestIds;
    private final int practicesAtOnce;
    private final AtomicInteger done = new AtomicInteger();

    /**
     * What is published by.
     *
     * @param tries of each practice: a store may be away for a moment, above all on a machine that
     * has just been started
     */
    public record Means(RegisterPractices registerPractices, PublishMany publishMany, Tries tries) {}

    public PublishDemo(Means means, DemoSessions demoSessions, Supplier<UUID> requestIds, int practicesAtOnce) {
        this.means = means;
        this.demoSessions = demoSessions;
        this.requestIds = requestIds;
        this.practicesAtOnce = practicesAtOnce;
    }

    /** How many practices are done so far. */
    public int practicesDone() {
        return done.get();
    }

    /** What was new. */
    public record Published(int practices, long sessions, long places) {

        Published plus(PublishedMany more) {
            return new Published(practices + 1, sessions + more.sessions(), places + more.seats());
        }
    }

    /** @param days how many days from the first on */
    public record Span(LocalDate firstDay, int days, Instant now) {}

    public Future<Published> publish(List<PracticeListing> practices, Span span) {
        return means.registerPractices()
                .register(practices, span.now())
                .compose(registered -> publishAll(practices, span));
    }

    private Future<Published> publishAll(List<PracticeListing> practices, Span span) {
        Iterator<PracticeListing> waiting = practices.iterator();
        List<Future<Published>> lines = new ArrayList<>();
        for (int line = 0; line < practicesAtOnce; line++) {
            Promise<Published> end = Promise.promise();
            next(waiting, span, new Published(0, 0, 0), end);
            lines.add(end.future());
        }
        return Future.all(lines).map(ended -> lines.stream()
                .map(Future::result)
                .reduce(
                        new Published(0, 0, 0),
                        (sum, line) -> new Published(
                                sum.practices() + line.practices(),
                                sum.sessions() + line.sessions(),
                                sum.places() + line.places())));
    }

    /**
     * One line of work: it takes the next practice when it is done with the one before. A promise,
     * because a chain of thousands of futures would have to unwind at its end.
     */
    private void next(Iterator<PracticeListing> waiting, Span span, Published soFar, Promise<Published> end) {
        PracticeListing practice;
        synchronized (waiting) {
            if (!waiting.hasNext()) {
                end.complete(soFar);
                return;
            }
            practice = waiting.next();
        }
        Future.succeededFuture(practice)
                .compose(one -> publishOne(one, span))
                .onSuccess(published -> {
                    done.incrementAndGet();
                    next(waiting, span, soFar.plus(published), end);
                })
                .onFailure(end::fail);
    }

    private Future<PublishedMany> publishOne(PracticeListing practice, Span span) {
        OdsCode code = practice.odsCode();
        List<SessionDraft> drafts = new ArrayList<>();
        for (int day = 0; day < span.days(); day++) {
            drafts.addAll(demoSessions.sessions(
                    code, practice.listSize().orElse(0), span.firstDay().plusDays(day)));
        }
        if (drafts.isEmpty()) {
            return Future.succeededFuture(new PublishedMany(0, 0, 0, List.of()));
        }
        Caller ownSystem = new Caller.PracticeSystem(code, Set.of(Caller.PUBLISH));
        Act act = new Act(ownSystem, requestIds.get(), span.now(), Instant.MAX);
        return means.tries()
                .of(() -> means.publishMany().publish(act, code, drafts))
                .compose(outcome -> outcome.match(
                        Future::succeededFuture,
                        refusal -> Future.failedFuture("the sessions of " + code + " were refused: " + refusal)));
    }
}
