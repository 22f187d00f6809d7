/**
 * The commands: where the configuration comes from, what they say on the terminal, their exit
 * codes.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
