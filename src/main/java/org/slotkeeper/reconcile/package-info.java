/** Keeps the inventory true to the ledger: refills a practice, delivers what was not told, settles doubtful claims. The ledger wins. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.reconcile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
