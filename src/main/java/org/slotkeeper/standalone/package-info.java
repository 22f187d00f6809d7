/**
 * One-command start with embedded stores: the only room that knows that Postgres and Redis can be
 * child processes of ours.
 */
@NullMarked
@CheckReturnValue
package org.slotkeeper.standalone;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
