/** Weeks that are over, taken out of the ledger. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.postgres.retention;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
