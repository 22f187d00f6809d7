/** The command line, and the one place where long-lived objects are made, started and stopped: only here are the clock and chance found. */
@NullMarked
@CheckReturnValue
package org.slotkeeper;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
