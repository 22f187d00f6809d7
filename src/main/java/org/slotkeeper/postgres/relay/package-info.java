/** The log of changes as the ledger's tables have it, and how far each listener has heard. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.postgres.relay;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
