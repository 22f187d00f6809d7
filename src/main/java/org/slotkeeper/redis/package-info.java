/** All that is Redis: the scripts, the keys, the connections, and the inventory made of them. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.redis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
