/** What the gateway hands to the booking engine and what comes back: one request, one answer, and the table of operations. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.engine;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
