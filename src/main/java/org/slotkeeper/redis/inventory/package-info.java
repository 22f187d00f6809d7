/** The inventory of seats: its keys, its texts, and one class for each port that it serves. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.redis.inventory;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
