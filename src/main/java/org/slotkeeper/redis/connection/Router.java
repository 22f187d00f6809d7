package org.slotkeeper.redis.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends commands to the node that serves their slot, and follows where that node says they belong:
 * a few hops for a slot that has moved, a few tries for one that is moving. What cannot be done by
 * then is a {@link RedisAway}: the caller has another way to go.
 */
final class Router {

    private static final int HOPS_MAX = 3;
    private static final long PAUSE_MILLIS = 20;

    private final Vertx vertx;
    private final Topology topology;
    private final RedisMeters meters;
    private final int triesMax;

    /** @param movePatience how long a call waits for a practice that is on its way */
    Router(Vertx vertx, Topology topology, RedisMeters meters, Duration movePatience) {
        this.vertx = vertx;
        this.topology = topology;
        this.meters = meters;
        this.triesMax = (int) (movePatience.toMillis() / PAUSE_MILLIS);
    }

    /** A command, as it is put on a lane. */
    interface Sent {

        /**
         * @param isAsking whether the node is told that it was named by the node that still has the
         * slot
         */
        Future<Response> on(RedisLane lane, boolean isAsking);
    }

    private record Trip(LoopLanes lanes, int slot, Sent command, int hopsLeft, int triesLeft) {

        Future<Response> sentTo(NodeAddress node, boolean isAsking) {
            return command.on(lanes.to(node), isAsking);
        }

        Trip hop() {
            return new Trip(lanes, slot, command, hopsLeft - 1, triesLeft);
        }

        Trip again() {
            return new Trip(lanes, slot, command, HOPS_MAX, triesLeft - 1);
        }
    }

    Future<Response> send(LoopLanes lanes, int slot, Sent command) {
        return begin(new Trip(lanes, slot, command, HOPS_MAX, triesMax));
    }

    private Future<Response> begin(Trip trip) {
        Optional<NodeAddress> owner = topology.ownerOf(trip.slot());
        if (owner.isEmpty()) {
            topology.doubted();
            return away("no node is known to serve slot " + trip.slot());
        }
        Supplier<Future<Response>> first = () -> trip.sentTo(owner.get(), false);
        boolean isFirst = trip.triesLeft() == triesMax;
        return follow(
                trip, owner.get(), isFirst ? first.get() : meters.triedAgain().timed(first));
    }

    private Future<Response> follow(Trip trip, NodeAddress node, Future<Response> answer) {
        return answer.recover(cause -> goOn(trip, node, ErrorKind.of(cause), cause));
    }

    private Future<Response> goOn(Trip trip, NodeAddress node, ErrorKind kind, Throwable cause) {
        return switch (kind) {
            case MOVED -> {
                NodeAddress owner = ErrorKind.nodeNamed(cause, node);
                topology.moved(trip.slot(), owner);
                yield hop(trip, owner, false, cause);
            }
            case ASK -> hop(trip, ErrorKind.nodeNamed(cause, node), true, cause);
            case TRY_AGAIN -> tryAgain(trip, cause);
            case CLUSTER_DOWN -> {
                topology.doubted();
                yield away(node + " serves nothing now: " + cause.getMessage());
            }
            // The keys went away under a script that had begun. Its practice is filled anew where
            // they are now.
            case STRAYED -> away(node + " gave up half-way: " + cause.getMessage());
            case UNKNOWN_SCRIPT, NOT_MASTER, FULL, DENIED, OTHER, NO_ANSWER -> Future.failedFuture(cause);
        };
    }

    private Future<Response> hop(Trip trip, NodeAddress node, boolean isAsking, Throwable cause) {
        if (topology instanceof OneNode) {
            return away("this Redis is a node of a cluster; name the nodes in redis.nodes: " + cause.getMessage());
        }
        if (trip.hopsLeft() == 0) {
            return away("sent from node to node too often: " + cause.getMessage());
        }
        return follow(trip.hop(), node, meters.sentOn().timed(() -> trip.sentTo(node, isAsking)));
    }

    private Future<Response> tryAgain(Trip trip, Throwable cause) {
        if (trip.triesLeft() == 0) {
            return away("the practice is still on its way to another node: " + cause.getMessage());
        }
        return vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).compose(due -> begin(trip.again()));
    }

    private static Future<Response> away(String why) {
        return Future.failedFuture(new RedisAway(why));
    }
}
