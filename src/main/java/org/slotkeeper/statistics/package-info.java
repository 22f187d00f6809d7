/**
 * Who got what: counts of a practice's appointments by day, way and hour, made from what the relay
 * tells, and never from the tables that booking needs.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.statistics;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
