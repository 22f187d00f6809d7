/** What the ledger says when the inventory is held against it. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.postgres.reconcile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
