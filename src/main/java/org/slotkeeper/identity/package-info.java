/** Tokens, the keys that sign them, and who the bearer is. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.identity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
