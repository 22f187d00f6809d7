package org.slotkeeper.publishing;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Practice;
import org.slotkeeper.domain.schedule.Practice.PracticeRules;
import org.slotkeeper.publishing.spi.Act;
import org.slotkeeper.publishing.spi.PublishedBook;
import org.slotkeeper.publishing.spi.SessionLedger;
import org.slotkeeper.publishing.spi.SessionLedger.RulesChange;

/**
 * Sets the rules of a practice for its own appointments, and shows them. New rules are a new
 * version of its book, so that every engine goes by them from then on.
 */
public final class SetPracticeRules {

    private final SessionLedger ledger;
    private final BookEditor editor;

    public SetPracticeRules(SessionLedger ledger, BookEditor editor) {
        this.ledger = ledger;
        this.editor = editor;
    }

    public Future<PublishOutcome<PracticeDetails>> read(Act act, OdsCode practice) {
        if (!act.caller().publishesFor(practice)) {
            return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.Forbidden()));
        }
        return find(act, practice).map(found -> found.map(SetPracticeRules::details)
                .map(PublishOutcome::done)
                .orElseGet(() -> PublishOutcome.refused(new PublishRefusal.PracticeUnknown())));
    }

    /** New rules, and how whoever sets them is answered. */
    private record Setting(Act act, OdsCode practice, PracticeRules rules, Answering<PracticeDetails> answering) {}

    /** @param asText the answer as it is kept, to be given again to the same request */
    public Future<PublishOutcome<PracticeDetails>> set(
            Act act, OdsCode practice, PracticeRules rules, Function<PracticeDetails, String> asText) {
        if (!act.caller().publishesFor(practice)) {
            return Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.Forbidden()));
        }
        Setting setting = new Setting(act, practice, rules, Answering.again(PublishContents.setting(rules), asText));
        return editor.inTurn(practice, () -> attempt(setting, 1));
    }

    private Future<PublishOutcome<PracticeDetails>> attempt(Setting setting, int tries) {
        if (editor.isGivenUp(setting.act(), tries)) {
            return BookEditor.busy();
        }
        return setting.answering()
                .before(ledger, setting.practice(), setting.act())
                .compose(before -> before.isPresent() ? Future.succeededFuture(before.get()) : look(setting, tries));
    }

    private Future<PublishOutcome<PracticeDetails>> look(Setting setting, int tries) {
        return find(setting.act(), setting.practice()).compose(found -> found.map(book -> record(setting, book, tries))
                .orElseGet(() -> Future.succeededFuture(PublishOutcome.refused(new PublishRefusal.PracticeUnknown()))));
    }

    private Future<PublishOutcome<PracticeDetails>> record(Setting setting, PublishedBook book, int tries) {
        Practice before = book.practice();
        if (before.rules().equals(setting.rules())) {
            return leave(setting, details(book), tries);
        }
        OdsCode practice = before.odsCode();
        Practice after = new Practice(practice, before.name(), before.postcode(), before.listSize(), setting.rules());
        PracticeDetails details = new PracticeDetails(after, book.layoutVersion() + 1);
        RulesChange change = new RulesChange(practice, book.layoutVersion(), setting.rules());
        return ledger.recordRules(change, setting.act(), setting.answering().kept(details))
                .compose(answer -> answer.match(
                        recorded -> editor.open(practice, recorded.layoutVersion(), Map.of())
                                .map(told -> PublishOutcome.done(details)),
                        () -> attempt(setting, tries + 1)));
    }

    /** Nothing is to be done but to say so. */
    private Future<PublishOutcome<PracticeDetails>> leave(Setting setting, PracticeDetails details, int tries) {
        return setting.answering()
                .kept(details)
                .map(answer -> ledger.keepAnswer(setting.practice(), setting.act(), answer))
                .orElseGet(() -> Future.succeededFuture(true))
                .compose(isKept ->
                        isKept ? Future.succeededFuture(PublishOutcome.done(details)) : attempt(setting, tries + 1));
    }

    /** The practice without its sessions: a selection of none of them. */
    private Future<Optional<PublishedBook>> find(Act act, OdsCode practice) {
        return ledger.read(practice, PublishingDays.noSessions(act));
    }

    private static PracticeDetails details(PublishedBook book) {
        return new PracticeDetails(book.practice(), book.layoutVersion());
    }
}
