package org.slotkeeper.postgres.ledger;

import static org.slotkeeper.booking.LedgerWorld.newPatient;
import static org.slotkeeper.booking.LedgerWorld.wanted;
import static org.slotkeeper.postgres.ledger.LedgerRaceTest.word;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.slotkeeper.booking.spi.Change;
import org.slotkeeper.booking.spi.LedgerAnswer;
import org.slotkeeper.domain.party.OdsCode;

/** Those who book while the ledger's server ends. */
public final class Bookers {

    static final Set<String> BOOKED = Set.of("RECORDED", "REPLAYED");

    private static final int EACH = 15;

    private Bookers() {}

    /** What fifteen patients of each of so many practices want, each a seat of their own. */
    public static List<Change.Book> appointments(PublishedLedger ledger, int practices) {
        List<Change.Book> all = new ArrayList<>();
        for (int practice = 0; practice < practices; practice++) {
            OdsCode ods = ledger.publishedPractice();
            IntStream.range(0, EACH).forEach(at -> all.add(wanted(ods, newPatient(), at)));
        }
        return all;
    }

    /** The keys of those that have a positive answer by now. */
    public static List<String> acknowledged(List<Change.Book> all, List<Future<LedgerAnswer>> answers) {
        return IntStream.range(0, answers.size())
                .filter(at -> answers.get(at).succeeded()
                        && BOOKED.contains(word(answers.get(at).result())))
                .mapToObj(at -> all.get(at).id().key())
                .toList();
    }

    /** As a caller does who was told to try again. */
    public static String sentUntilAnswered(PublishedLedger ledger, Change.Book wanted) {
        AtomicReference<String> word = new AtomicReference<>("");
        Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
            word.set(wordOrFault(ledger.change(wanted)));
            return !Set.of("FAULT", "UNKNOWN").contains(word.get());
        });
        return word.get();
    }

    public static String wordOrFault(Future<LedgerAnswer> answer) {
        return answer.toCompletionStage()
                .handle((told, fault) -> fault == null ? word(told) : "FAULT")
                .toCompletableFuture()
                .join();
    }
}
