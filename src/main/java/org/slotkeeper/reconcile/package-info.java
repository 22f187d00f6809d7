/**
 * Keeps the inventory true to the ledger: fills a practice, gives back what a change has freed,
 * settles leases, finds drift. The ledger wins.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.reconcile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
