/**
 * What comes of an offer: holds and appointments, the rules that are asked before one is given, and
 * why it is refused.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.domain.appointment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
