/** The entry point, and nothing else. */
@CheckReturnValue
@NullMarked
package org.slotkeeper;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
