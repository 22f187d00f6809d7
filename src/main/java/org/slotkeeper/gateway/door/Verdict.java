package org.slotkeeper.gateway.door;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.function.Function;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.Failure;

/** What a step says of a request. */
sealed interface Verdict {

    /** The next step is asked. There is one for all requests, so that passing costs nothing. */
    Verdict GO_ON = new GoOn();

    void match(Cases cases);

    record GoOn() implements Verdict {
        @Override
        public void match(Cases cases) {
            cases.goOn();
        }
    }

    /** It is answered by the door itself, after what is left of it has been read. */
    record Answered(EngineAnswer answer) implements Verdict {
        @Override
        public void match(Cases cases) {
            cases.answered(answer);
        }
    }

    /** It is refused, after what is left of it has been read. */
    record Refused(Failure failure) implements Verdict {
        @Override
        public void match(Cases cases) {
            cases.refused(failure);
        }
    }

    /**
     * It is refused, and nothing more is read of it.
     *
     * @param close whether it is the last on its connection
     */
    record RefusedAtOnce(Failure failure, boolean close) implements Verdict {
        @Override
        public void match(Cases cases) {
            cases.refusedAtOnce(failure, close);
        }
    }

    /**
     * Something else has to be known first.
     *
     * @param next says what comes of it, on the request's event loop; not at all if the request has
     * been given up
     */
    record Awaits<T>(Future<T> awaited, Function<AsyncResult<T>, Verdict> next) implements Verdict {
        @Override
        public void match(Cases cases) {
            cases.awaits(this);
        }
    }

    /** One for each case, so that a new one cannot be forgotten. */
    interface Cases {
        void goOn();

        void answered(EngineAnswer answer);

        void refused(Failure failure);

        void refusedAtOnce(Failure failure, boolean close);

        <T> void awaits(Awaits<T> later);
    }
}
