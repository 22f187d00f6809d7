package org.slotkeeper.fault;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slotkeeper.api.fhir.Bodies;
import org.slotkeeper.domain.party.NhsNumber;
import org.slotkeeper.history.Auditor;
import org.slotkeeper.history.Doors;
import org.slotkeeper.history.History;
import org.slotkeeper.history.Told;
import org.slotkeeper.history.Violation;
import org.slotkeeper.history.Wish;
import org.slotkeeper.system.RunningSystem;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.Patience;

/**
 * An engine stands still with a booking on its way to the ledger, and the inventory loses its memory, so that somebody else gets the seat. The patient asks again elsewhere and is refused. The other one cancels, and then
 * the first engine goes on: only the stored refusal stops it. Chance comes here too rarely.
 */
final class Zombie {

    private static final String PRACTICE = "Z00001";
    private static final NhsNumber ANN = NhsNumber.ofDemonstration(900_001);
    private static final NhsNumber BEN = NhsNumber.ofDemonstration(900_002);
    /** The longest that there is: this story is to be over before it. */
    static final Duration DEADLINE = Duration.ofSeconds(25);

    private final Rig rig;
    private final History history;
    private final Doors engines;

    private Zombie(Rig rig, History history) {
        this.rig = rig;
        this.history = history;
        this.engines = rig.doorsTo(List.of(
                URI.create("http://127.0.0.1:" + rig.engine(0).port()),
                URI.create("http://127.0.0.1:" + rig.engine(1).port())));
    }

    static List<Violation> play(Rig rig, Path directory) throws IOException {
        try (History history = new History(directory.resolve("zombie.ndjson"))) {
            new Zombie(rig, history).play();
            return Auditor.judge(history.sendings(), rig.ledgerContents(List.of(PRACTICE)), false);
        }
    }

    private void play() throws IOException {
        LocalDate day = Round.firstDay();
        rig.register(List.of(PRACTICE));
        List<String> slots = SetUp.untilDone(() -> rig.doors()
                .publish(rig.practiceToken(PRACTICE), PRACTICE, "morning", RunningSystem.session(day, 2), 0));
        String slot = slots.get(0);
        becomeKnown(day, 0);
        becomeKnown(day, 1);
        rig.plant();
        rig.engine(0).tellAndWait("arm " + Point.BEFORE_BOOK_COMMIT + " PAUSE " + DEADLINE.toMillis() + " 1");
        Wish bens = books(BEN, slot);
        CompletableFuture<Told> first =
                CompletableFuture.supplyAsync(() -> send(bens, 0).told());
        Deadline deadline = Deadline.in(Patience.LONG);
        while (!rig.records().hits().containsKey(Point.BEFORE_BOOK_COMMIT)) {
            deadline.pause("the first engine to stand still");
        }
        rig.inventory().kill();
        rig.inventory().startEmpty();
        rig.lead();
        Doors.Answered anns = untilDone(books(ANN, slot), 1);
        Told elsewhere = send(bens, 1).told();
        Doors.Answered cancelled = untilDone(cancels(new JsonObject(anns.body())), 1);
        rig.engine(0).tellAndWait("resume");
        Told late = first.join();
        if (elsewhere.verdict() != Told.Verdict.REFUSED || late.verdict() == Told.Verdict.UNKNOWN) {
            throw new IllegalStateException("the story went otherwise: " + elsewhere + ", then " + late);
        }
    }

    /** An engine hears of the day before anything breaks. */
    private void becomeKnown(LocalDate day, int engine) throws IOException {
        var unused = SetUp.untilDone(() -> engines.search(
                ANN.digits(), PRACTICE, day.toString(), day.plusDays(1).toString(), engine));
    }

    private Doors.Answered untilDone(Wish wish, int engine) {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (true) {
            Doors.Answered answered = send(wish, engine);
            if (answered.told().verdict() == Told.Verdict.DONE) {
                return answered;
            }
            deadline.pause(wish + " to be done: " + answered.told());
        }
    }

    private Doors.Answered send(Wish wish, int engine) {
        Doors.Answered[] answered = new Doors.Answered[1];
        Told unused = history.send(wish, () -> {
            answered[0] = engines.send(wish, engine);
            return answered[0].told();
        });
        return answered[0];
    }

    private static Wish books(NhsNumber patient, String slot) {
        String body = Bodies.appointment(patient, "Slot/" + slot).encode();
        return new Wish(UUID.randomUUID(), Wish.Kind.BOOK, patient.digits(), PRACTICE, List.of(slot), "", "", body);
    }

    private static Wish cancels(JsonObject booked) {
        String body = Bodies.cancelled(booked, "Feeling better").encode();
        String etag = "W/\"" + booked.getJsonObject("meta").getString("versionId") + "\"";
        return new Wish(
                UUID.randomUUID(),
                Wish.Kind.CANCEL,
                ANN.digits(),
                PRACTICE,
                List.of(),
                booked.getString("id"),
                etag,
                body);
    }
}
