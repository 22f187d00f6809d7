package org.slotkeeper.assembly;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.slotkeeper.postgres.connection.PostgresConnections;
import org.slotkeeper.postgres.ledger.WriteLane;

/** The lane of a process, with the connections that it writes over and the loop that has them. */
record WritingLane(WriteLane lane, PostgresConnections connections, Context home) {

    /** Done when Postgres has answered over each connection that bookings and changes go by. */
    Future<Void> ping() {
        Promise<Void> answered = Promise.promise();
        home.runOnContext(here -> connections.pingForWrites().onComplete(answered));
        return answered.future();
    }
}
