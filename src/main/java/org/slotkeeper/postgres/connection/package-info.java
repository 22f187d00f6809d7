/**
 * How Postgres is reached: pools and pinned connections, the server that takes writes, statements,
 * and what a failed one means.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.postgres.connection;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
