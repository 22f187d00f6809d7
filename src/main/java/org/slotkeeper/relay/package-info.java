/**
 * Tells listeners what the ledger has recorded, after the commit and apart from it: each reads the
 * log of changes from a place of its own, so that a slow one, or one that fails, delays nobody else
 * and no booking.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.relay;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
