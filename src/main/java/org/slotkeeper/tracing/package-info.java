/**
 * Traces: where the time of a few requests went, for those who look for it with OpenTelemetry; the
 * only room that knows that library. Off unless a collector is configured.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.tracing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
