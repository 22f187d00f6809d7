/**
 * Takes weeks that are over out of the ledger: which may go, in which steps, and the files that
 * they go into. What is live, or may still be asked for, stays.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.retention;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
