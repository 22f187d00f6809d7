/**
 * The one place where long-lived objects are made, started, and stopped in reverse. Only here are
 * the clock and chance found.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.assembly;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
