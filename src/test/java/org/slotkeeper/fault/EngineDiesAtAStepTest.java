package org.slotkeeper.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.slotkeeper.testing.Trial;

/** An engine is gone at one step of its work, while patients ask for what is scarce: what was promised holds, and what was begun is finished or given back. How many of the patients get an answer in time is the machine's affair; that no answer is wrong is held. */
@Trial("an engine that dies at each step")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EngineDiesAtAStepTest {

    /** A point may not be passed in a round: then there is another one. */
    private static final int TRIES = 10;

    private static Rig rig;
    private static Course course;

    @BeforeAll
    static void start() throws IOException {
        Path directory = Files.createTempDirectory("slotkeeper-steps-");
        rig = Rig.start(directory, PlantedBugs.NONE);
        course = new Course(rig, directory);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void engineDiesAfterAHoldIsClaimedBeforeItIsTold() throws IOException {
        dies(Point.AFTER_HOLD_CLAIM);
    }

    @Test
    void engineDiesAfterSeatsAreClaimedBeforeTheLedgerIsAsked() throws IOException {
        dies(Point.AFTER_BOOK_CLAIM);
    }

    @Test
    void engineDiesAfterAConfirmIsMarkedBeforeTheLedgerIsAsked() throws IOException {
        dies(Point.AFTER_CONFIRM);
    }

    @Test
    void engineDiesAfterCommitBeforeAnswer() throws IOException {
        dies(Point.AFTER_BOOK_COMMIT);
    }

    @Test
    void engineDiesBeforeItEndsTheClaimOfWhatItHasBooked() throws IOException {
        dies(Point.BEFORE_ARRIVED);
    }

    @Test
    void engineDiesAfterSeatsAreMarkedBeforeTheirAppointmentIsChanged() throws IOException {
        dies(Point.AFTER_MARK);
    }

    @Test
    void engineDiesBeforeFreedSeatsAreGivenBack() throws IOException {
        dies(Point.BEFORE_FREED);
    }

    @Test
    void engineDiesAfterACancellationIsCommitted() throws IOException {
        dies(Point.AFTER_CANCEL_COMMIT);
    }

    @Test
    void engineDiesAfterAMoveIsCommitted() throws IOException {
        dies(Point.AFTER_MOVE_COMMIT);
    }

    @Test
    void engineDiesInARefillAfterTheLedgerIsRead() throws IOException {
        dies(Point.AFTER_TRUTH_READ, FaultKind.REDIS_FLUSHED);
    }

    @Test
    void engineDiesAfterASessionIsPublishedBeforeTheInventoryIsTold() throws IOException {
        dies(Point.AFTER_PUBLISH_COMMIT, FaultKind.PUBLISHING_MEANWHILE);
    }

    @Test
    void engineDiesAfterAHoldIsGivenUpBeforeItIsTold() throws IOException {
        dies(Point.AFTER_GIVE_UP);
    }

    @Test
    void commitIsDoneAndItsAnswerLost() throws IOException {
        play(1, fault(FaultKind.COMMIT_DONE_ANSWER_LOST, 0), fault(FaultKind.COMMIT_DONE_ANSWER_LOST, 1));
    }

    @Test
    void commitIsLost() throws IOException {
        play(2, fault(FaultKind.COMMIT_LOST, 0), fault(FaultKind.COMMIT_LOST, 1));
    }

    @Test
    @Order(Order.DEFAULT + 1)
    void everyNamedPointIsPassed() throws IOException {
        for (int nth = 0; nth < TRIES && !missing().isEmpty(); nth++) {
            play(
                    100 + nth,
                    new Fault(FaultKind.ENGINE_HALTED_AT_A_POINT, 0, 300, nth, Point.AFTER_BOOK_CLAIM),
                    fault(FaultKind.REDIS_KILLED_AND_EMPTIED, 0));
            play(200 + nth, fault(FaultKind.PUBLISHING_MEANWHILE, 0));
            // Without an inventory the ledger decides alone, and refuses all that is taken.
            play(300 + nth, fault(FaultKind.REDIS_AWAY_FOR_LONG, 0));
        }
        assertThat(missing()).isEmpty();
    }

    private static Set<Point> missing() {
        Set<Point> missing = EnumSet.allOf(Point.class);
        missing.removeAll(rig.records().passed());
        return missing;
    }

    private static void dies(Point point, FaultKind... meanwhile) throws IOException {
        for (int nth = 0; nth < TRIES && !rig.records().hits().containsKey(point); nth++) {
            List<Fault> faults = new ArrayList<>();
            faults.add(new Fault(FaultKind.ENGINE_HALTED_AT_A_POINT, 0, 300, 0, point));
            faults.add(new Fault(FaultKind.ENGINE_HALTED_AT_A_POINT, 0, 300, 1, point));
            for (FaultKind kind : meanwhile) {
                faults.add(fault(kind, 0));
            }
            play(10L * point.ordinal() + nth, faults.toArray(Fault[]::new));
        }
        assertThat(rig.records().hits()).containsKey(point);
    }

    private static Fault fault(FaultKind kind, int which) {
        return new Fault(kind, 200, 300, which, Point.BEFORE_FREED);
    }

    private static void play(long seed, Fault... faults) throws IOException {
        RoundReport report = course.play(seed, List.of(faults));
        assertThat(report.violations()).as(report.toString()).isEmpty();
    }
}
