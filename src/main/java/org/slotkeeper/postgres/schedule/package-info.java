/** Practices, their sessions and the layout of their days. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.postgres.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
