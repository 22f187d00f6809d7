package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.domain.OdsCode;
import org.slotkeeper.domain.Practice;
import org.slotkeeper.domain.Practice.PracticeRules;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.RecordAnswer.Recorded;
import org.slotkeeper.publishing.spi.SessionLedger;

/** Sets the rules of a practice for its own appointments, and shows them. New rules are a new version of its book, so that every engine goes by them from then on. */
public final class SetPracticeRules {

    private static final int TRIES_MAX = 100;

    private final SessionLedger ledger;
    private final BookEditor editor;

    public SetPracticeRules(SessionLedger ledger, BookEditor editor) {
        this.ledger = ledger;
        this.editor = editor;
    }

    public Future<PublishOutcome<PracticeDetails>> read(Act act, OdsCode practice) {
        if (!Publishers.mayPublish(act.caller(), practice)) {
            return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.Forbidden()));
        }
        return find(act, practice).map(found -> found.map(SetPracticeRules::details)
                .map(PublishOutcome::done)
                .orElseGet(() -> PublishOutcome.refused(new PublishRefusal.PracticeUnknown())));
    }

    public Future<PublishOutcome<PracticeDetails>> set(Act act, OdsCode practice, PracticeRules rules) {
        if (!Publishers.mayPublish(act.caller(), practice)) {
            return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.Forbidden()));
        }
        return editor.inTurn(practice, () -> attempt(act, practice, rules, 1));
    }

    private Future<PublishOutcome<PracticeDetails>> attempt(Act act, OdsCode practice, PracticeRules rules, int tries) {
        if (tries > TRIES_MAX) {
            return BookEditor.busy();
        }
        return find(act, practice).compose(found -> found.map(book -> record(act, book, rules, tries))
                .orElseGet(() -> Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.PracticeUnknown()))));
    }

    private Future<PublishOutcome<PracticeDetails>> record(
            Act act, PublishedBook book, PracticeRules rules, int tries) {
        Practice before = book.practice();
        if (before.rules().equals(rules)) {
            return Future.succeededFuture(PublishOutcome.done(details(book)));
        }
        OdsCode practice = before.odsCode();
        Practice after = new Practice(practice, before.name(), before.postcode(), before.listSize(), rules);
        return ledger.recordRules(practice, book.layoutVersion(), rules, act).compose(answer -> {
            if (answer instanceof Recorded recorded) {
                PracticeDetails details = new PracticeDetails(after, recorded.layoutVersion());
                return editor.open(practice, recorded.layoutVersion(), Map.of())
                        .map(told -> PublishOutcome.done(details));
            }
            return attempt(act, practice, rules, tries + 1);
        });
    }

    /** The practice without its sessions: a selection of none of them. */
    private Future<Optional<PublishedBook>> find(Act act, OdsCode practice) {
        return ledger.read(practice, PublishingDays.noSessions(act));
    }

    private static PracticeDetails details(PublishedBook book) {
        return new PracticeDetails(book.practice(), book.layoutVersion());
    }
}
