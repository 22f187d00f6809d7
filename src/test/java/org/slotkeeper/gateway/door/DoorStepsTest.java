package org.slotkeeper.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slotkeeper.gateway.Stage;
import org.slotkeeper.gateway.http.FrontSettings;
import org.slotkeeper.testing.Futures;

/** The order is what the door promises: nobody is asked for a token whose request may be another's. */
final class DoorStepsTest {

    private final Stage stage = new Stage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void stepsStandInThisOrder() {
        FrontSettings settings = new FrontSettings("127.0.0.1", 0, 1, Stage.LIMITS, FrontSettings.Door.PUBLIC);
        FrontParts parts = stage.parts(stage.echo());
        DoorLoop loop = Futures.await(stage.vertx.<DoorLoop>executeBlocking(
                () -> new DoorLoop(stage.vertx, stage.vertx.getOrCreateContext(), Stage.LIMITS, parts)));
        assertThat(Stream.of(DoorSteps.in(loop, settings, parts)).map(Step::getClass))
                .containsExactly(
                        NameRequest.class,
                        SetDeadline.class,
                        Admit.class,
                        CheckFraming.class,
                        CheckName.class,
                        ReadTarget.class,
                        Authenticate.class);
        assertThat(Stream.of(DoorSteps.invalid(parts)).map(Step::getClass))
                .containsExactly(NameRequest.class, RefuseUnreadable.class);
        assertThat(Stream.of(DoorSteps.out(loop, settings, parts)).map(AnswerStep::getClass))
                .containsExactly(MeasureAnswer.class, EndSpan.class, WriteAccessLine.class, SaySlow.class);
    }
}
