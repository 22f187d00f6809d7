/**
 * Who takes part: patients and practices by their numbers, callers, and for whom somebody may book.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.domain.party;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
