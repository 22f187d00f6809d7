package org.slotkeeper.reconcile;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.Tries;
import org.slotkeeper.reconcile.spi.DriftReports;
import org.slotkeeper.reconcile.spi.LedgerSight;
import org.slotkeeper.reconcile.spi.LedgerSight.Flaw;
import org.slotkeeper.reconcile.spi.LedgerSight.Page;
import org.slotkeeper.reconcile.spi.LedgerSight.Place;
import org.slotkeeper.reconcile.spi.LedgerSight.Walk;

/**
 * Holds the ledger against itself and tells what does not fit. Each of its readings is of one
 * snapshot, and each change is one commit: what is found is wrong. It is only told of, because
 * nobody but people can know which half is true.
 */
public final class AuditLedger {

    private static final int PAGE = 500;

    private final LedgerSight ledger;
    private final TellDrift tellDrift;
    private final Clock clock;

    public AuditLedger(LedgerSight ledger, DriftReports reports, Clock clock) {
        this.ledger = ledger;
        this.tellDrift = new TellDrift(reports);
        this.clock = clock;
    }

    /** What can be found by way of a practice's seats. */
    public Future<List<Drift>> auditPractice(OdsCode practice) {
        Instant now = clock.instant();
        return ledger.practiceFlaws(practice, FindDrift.fromDay(now), now).map(this::told);
    }

    /** What can only be found by going through all appointments and requests, a page of each. */
    public Future<Step> auditNext(Progress progress) {
        return page(progress.appointments(), ledger::appointments).compose(appointments -> page(
                        progress.requests(), ledger::requests)
                .map(requests -> {
                    List<Flaw> flaws = new ArrayList<>(appointments.flaws());
                    flaws.addAll(requests.flaws());
                    return new Step(
                            told(flaws),
                            new Progress(
                                    next(progress.appointments(), appointments), next(progress.requests(), requests)));
                }));
    }

    /** All of it, page by page, for those who have the time. */
    public Future<List<Drift>> auditAll(Optional<OdsCode> only, Tries tries) {
        Promise<List<Drift>> all = Promise.promise();
        auditFrom(begin(only), tries, new ArrayList<>(), all);
        return all.future();
    }

    private void auditFrom(Progress progress, Tries tries, List<Drift> found, Promise<List<Drift>> all) {
        tries.of(() -> auditNext(progress)).onComplete(ended -> {
            if (ended.failed()) {
                all.fail(ended.cause());
                return;
            }
            found.addAll(ended.result().found());
            if (ended.result().progress().isEnd()) {
                all.complete(found);
            } else {
                auditFrom(ended.result().progress(), tries, found, all);
            }
        });
    }

    /** @param only all practices if there is none */
    Progress begin(Optional<OdsCode> only) {
        Walk walk = Walk.of(only, FindDrift.fromDay(clock.instant()));
        return new Progress(Optional.of(walk), Optional.of(walk));
    }

    /** Where the two walks go on; nothing where one has come to its end. */
    record Progress(Optional<Walk> appointments, Optional<Walk> requests) {
        boolean isEnd() {
            return appointments.isEmpty() && requests.isEmpty();
        }
    }

    record Step(List<Drift> found, Progress progress) {}

    private static Future<Page> page(Optional<Walk> walk, BiFunction<Walk, Integer, Future<Page>> read) {
        return walk.map(going -> read.apply(going, PAGE))
                .orElseGet(() -> Future.succeededFuture(new Page(List.of(), Optional.empty())));
    }

    private static Optional<Walk> next(Optional<Walk> walk, Page page) {
        Optional<Place> last = page.last();
        return walk.flatMap(going -> last.map(going::from));
    }

    private List<Drift> told(List<Flaw> flaws) {
        List<Drift> drifts = DriftByKind.of(flaws);
        tellDrift.found(drifts);
        return drifts;
    }
}
