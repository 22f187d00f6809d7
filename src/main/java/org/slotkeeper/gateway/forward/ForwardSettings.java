package org.slotkeeper.gateway.forward;

import java.time.Duration;
import java.util.List;

/**
 * Where the engines are that requests are sent on to.
 *
 * @param engines one at least
 * @param publicUrl by which address our callers know us, so that engines make links that they can
 * follow; empty if we do not know
 * @param silence what is made of an engine that does not answer
 */
public record ForwardSettings(List<EngineAddress> engines, String publicUrl, Connections connections, Silence silence) {

    public ForwardSettings {
        engines = List.copyOf(engines);
        require(!engines.isEmpty(), "gateway.engines must name one at least");
    }

    /**
     * @param perEngine open at the same time
     * @param waitingMax requests that wait for a connection to one engine; more are turned away
     * @param timeout before another engine is tried
     * @param keepAlive how long an unused connection is kept; shorter than the engine keeps it, or
     * requests would be written to connections that it is closing
     * @param lifetime after which a connection is used once more at most: behind an address that
     * stands for several engines, each new connection may lead to another one
     */
    public record Connections(int perEngine, int waitingMax, Duration timeout, Duration keepAlive, Duration lifetime) {
        public Connections {
            require(perEngine >= 1 && perEngine <= 10_000, "connections per engine must be from 1 to 10000");
            require(waitingMax >= 0, "waitingMax must not be negative");
            require(timeout.toMillis() >= 1, "the connections' timeout must be above zero");
            require(keepAlive.toSeconds() >= 1, "keepAlive must be at least PT1S");
            require(lifetime.toMillis() >= 1, "gateway.connectionLifetime must be above zero");
        }
    }

    /**
     * When an engine is not waited for any longer, and when it is not asked any more.
     *
     * @param patience after which a request counts as unanswered, and another engine is asked too
     * @param unansweredMax so many in a row, and the engine is left out
     * @param pause before one that is left out is tried again, and again
     */
    public record Silence(Duration patience, int unansweredMax, Duration pause) {

        private static final int UNANSWERED_MAX = 3;
        private static final Duration PAUSE = Duration.ofSeconds(5);

        public Silence {
            require(patience.toMillis() >= 1, "gateway.enginePatience must be above zero");
            require(unansweredMax >= 1, "unansweredMax must be at least 1");
            require(!pause.isNegative(), "pause must not be negative");
        }

        public static Silence after(Duration patience) {
            return new Silence(patience, UNANSWERED_MAX, PAUSE);
        }
    }

    public static ForwardSettings to(
            List<EngineAddress> engines, String publicUrl, Duration connectionLifetime, Silence silence) {
        Connections connections =
                new Connections(256, 2_048, Duration.ofMillis(500), Duration.ofSeconds(30), connectionLifetime);
        return new ForwardSettings(engines, publicUrl, connections, silence);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
