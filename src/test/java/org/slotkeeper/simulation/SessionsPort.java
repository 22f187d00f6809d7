package org.slotkeeper.simulation;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.Answered;
import org.slotkeeper.publishing.spi.LayoutChange;
import org.slotkeeper.publishing.spi.PracticeListing;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.RecordAnswer;
import org.slotkeeper.publishing.spi.Selection;
import org.slotkeeper.publishing.spi.SessionLedger;

/** What one engine asks the ledger when a practice publishes, over the wire. */
final class SessionsPort implements SessionLedger {

    private final Wire wire;
    private final PostgresSite postgres;

    SessionsPort(Wire wire, PostgresSite postgres) {
        this.wire = wire;
        this.postgres = postgres;
    }

    @Override
    public Future<Optional<PublishedBook>> read(OdsCode practice, Selection selection) {
        return ask("sessions", () -> ledger().read(practice, selection));
    }

    @Override
    public Future<Optional<Answered>> answerTo(OdsCode practice, Act act, String operation) {
        return ask("answer to practice", () -> ledger().answerTo(practice, act, operation));
    }

    @Override
    public Future<RecordAnswer> record(LayoutChange change, Act act, Optional<Answered> answer) {
        return ask("publish", () -> Future.succeededFuture(postgres.sessions().record(change, act, answer)));
    }

    @Override
    public Future<RecordAnswer> recordRules(RulesChange change, Act act, Optional<Answered> answer) {
        throw new UnsupportedOperationException("the simulated practice keeps its rules");
    }

    @Override
    public Future<Boolean> keepAnswer(OdsCode practice, Act act, Answered answer) {
        return ask("keep answer", () -> ledger().keepAnswer(practice, act, answer));
    }

    @Override
    public Future<Void> amendAnswer(OdsCode practice, Act act, Answered answer) {
        return ask("amend answer", () -> ledger().amendAnswer(practice, act, answer));
    }

    @Override
    public Future<Registered> register(List<PracticeListing> listings, PracticeRules rules, java.time.Instant now) {
        throw new UnsupportedOperationException("the simulated practice is known from the start");
    }

    private SessionLedger ledger() {
        return postgres.sessions().ledger();
    }

    private <T> Future<T> ask(String what, Supplier<Future<T>> effect) {
        return postgres.isThere() ? wire.send(what, postgres::isThere, effect) : Future.failedFuture(StoreAway.UNSENT);
    }
}
