package org.slotkeeper.fault;

import java.io.IOException;
import org.slotkeeper.history.Doors;
import org.slotkeeper.testing.Deadline;
import org.slotkeeper.testing.Patience;

/** What must be there before a story begins, and may be asked for twice. */
public final class SetUp {

    private SetUp() {}

    /** One request. */
    @FunctionalInterface
    public interface Step<T> {
        T send() throws IOException;
    }

    /** As a client asks: what a busy machine put off, or did not answer in time, is sent again, which is no answer to it. Every other answer is one, and ends the test that did not expect it. */
    public static <T> T untilDone(Step<T> step) throws IOException {
        Deadline deadline = Deadline.in(Patience.LONG);
        while (true) {
            try {
                return step.send();
            } catch (Doors.NotDone answered) {
                if (!answered.isToBeSentAgain()) {
                    throw answered;
                }
                deadline.pause("what was put off: " + answered.getMessage());
            } catch (IOException lost) {
                deadline.pause("an answer: " + lost);
            }
        }
    }
}
