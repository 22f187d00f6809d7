/**
 * What a practice offers: its books, sessions, slots and seats, to whom, from when, on London's
 * days.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.domain.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
