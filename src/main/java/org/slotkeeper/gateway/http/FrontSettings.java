package org.slotkeeper.gateway.http;

import java.time.Duration;

/**
 * Where a front listens and how much it takes on.
 *
 * @param port 0 for any that is free
 * @param instances event loops that serve, each with its own chain
 * @param slowAfter a request that takes so long is said to be slow
 */
public record FrontSettings(String host, int port, int instances, Limits limits, Door door, Duration slowAfter) {

    public static final Duration SLOW_AFTER = Duration.ofSeconds(1);

    /** What is slow is what is so for most. */
    public FrontSettings(String host, int port, int instances, Limits limits, Door door) {
        this(host, port, instances, limits, door, SLOW_AFTER);
    }

    /** Who comes in, and where the engine is. */
    public enum Door {
        /** Anybody, and the engine is here. */
        PUBLIC,
        /** Anybody, and the engine is elsewhere: the bearer's token goes with the request. */
        PUBLIC_FORWARDING,
        /** Our own gateways: what they say of themselves is believed. */
        OF_GATEWAYS
    }

    private static final Duration TIME_MIN = Duration.ofMillis(50);
    private static final Duration IDLE_MAX = Duration.ofHours(2);

    public FrontSettings {
        require(!slowAfter.isNegative() && !slowAfter.isZero(), "gateway.slowAfter must be above zero");
        require(port >= 0 && port <= 65_535, "gateway.port must be from 0 to 65535");
        require(instances >= 1 && instances <= 256, "instances must be from 1 to 256");
    }

    /**
     * @param inFlightMax requests at work at the same time on one event loop; more are turned away
     * at once
     * @param connectionsMax connections open at the same time on one event loop
     * @param drain how long requests at work may go on when the front stops
     * @param accessLogEvery 1 logs each request, 100 one in a hundred, 0 none
     */
    public record Limits(int inFlightMax, int connectionsMax, Timeouts timeouts, Duration drain, int accessLogEvery) {

        public static final Limits DEFAULT = new Limits(
                1_024,
                16_384,
                new Timeouts(
                        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(75)),
                Duration.ofSeconds(20),
                1);

        /** These four, and of the others what does for most. */
        public static Limits of(int inFlightMax, Duration deadline, Duration drain, boolean accessLog) {
            return new Limits(
                    inFlightMax,
                    DEFAULT.connectionsMax,
                    new Timeouts(
                            deadline,
                            DEFAULT.timeouts.bodyDeadline,
                            DEFAULT.timeouts.headDeadline,
                            DEFAULT.timeouts.idle),
                    drain,
                    accessLog ? 1 : 0);
        }

        /** @param idle longer than whatever stands before the door keeps an unused connection */
        public Limits withIdle(Duration idle) {
            Timeouts others = new Timeouts(timeouts.deadline, timeouts.bodyDeadline, timeouts.headDeadline, idle);
            return new Limits(inFlightMax, connectionsMax, others, drain, accessLogEvery);
        }

        public Limits {
            require(inFlightMax >= 1, "gateway.inFlightMax must be at least 1");
            require(connectionsMax >= 1, "connectionsMax must be at least 1");
            requireTime(drain, "gateway.drainTime");
            require(accessLogEvery >= 0, "accessLogEvery must not be negative");
        }
    }

    /**
     * @param deadline from the moment a request is whole to its answer
     * @param bodyDeadline from a request's head to its last byte, however steadily it drips
     * @param headDeadline from a connection's opening to its first request's head
     * @param idle from an answer to the next request's head on the same connection
     */
    public record Timeouts(Duration deadline, Duration bodyDeadline, Duration headDeadline, Duration idle) {
        public Timeouts {
            requireTime(deadline, "gateway.deadline");
            requireTime(bodyDeadline, "bodyDeadline");
            requireTime(headDeadline, "headDeadline");
            require(
                    idle.compareTo(TIME_MIN) >= 0 && idle.compareTo(IDLE_MAX) <= 0,
                    "idle must be from PT0.05S to PT2H");
        }
    }

    private static void requireTime(Duration time, String key) {
        require(
                time.compareTo(TIME_MIN) >= 0 && time.compareTo(Duration.ofMinutes(10)) <= 0,
                key + " must be from PT0.05S to PT10M");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
