package org.slotkeeper.postgres.connection;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;

/**
 * A new connection to a server that takes writes.
 *
 * @param timeline which history of the database the server continues
 */
record FoundPrimary(PgConnection connection, int timeline, PgConnectOptions options) {}
