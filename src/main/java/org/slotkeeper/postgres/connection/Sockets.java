package org.slotkeeper.postgres.connection;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;

/**
 * Ends connections without asking the server, which may not answer. To close one in order means to
 * wait until it has answered what it was asked.
 */
final class Sockets {

    private Sockets() {}

    /** What is under way on the connection fails; the server goes on with it. */
    static void cut(SqlConnection connection) {
        Connection inner = ((SqlConnectionInternal) connection).unwrap();
        while (inner.unwrap() != inner) {
            inner = inner.unwrap();
        }
        if (!(inner instanceof SocketConnectionBase lowest)) {
            throw new IllegalStateException("a connection to Postgres is a " + inner.getClass());
        }
        var unused = lowest.socket().close();
    }
}
