/**
 * Appointments, their versions and the answers that were given: micro-batches of one event loop.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.postgres.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
