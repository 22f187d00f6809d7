/** Counts of appointments, kept beside how far they were counted. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.postgres.statistics;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
