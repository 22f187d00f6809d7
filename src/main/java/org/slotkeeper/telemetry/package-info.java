/** Every meter's name once, the management port, and what log lines may carry. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.telemetry;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
