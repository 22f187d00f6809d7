/**
 * What practices say and are told, as JSON and as CSV: the operations by which they publish, and
 * the lists they come in.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.api.practice;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
