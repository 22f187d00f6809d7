/**
 * Appointments, their versions and the answers that were given: readings in micro-batches of one
 * event loop, writes in those of the whole process.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.postgres.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
