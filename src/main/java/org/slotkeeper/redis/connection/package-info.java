/** How Redis is reached: lanes of event loops, one process or a cluster, the life of the process at the other end, scripts and their calls. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.redis.connection;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
