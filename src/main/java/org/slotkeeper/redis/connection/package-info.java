/**
 * How Redis is reached: lanes of event loops, one process or a cluster, the life of the process at
 * the other end, scripts and their calls.
 *
 * <p>The life of a lane, which is one event loop's connection to one process ({@link RedisLane}):
 *
 * <pre>{@code
 *    open()
 *      |
 *      v         reached, and it says that it is a master that has loaded its data and has room
 *   CONNECTING ----------------------------------------------------------> CONNECTED
 *      ^   |                                                                   |
 *      |   | not reached within the command timeout, or no master              |
 *      |   v                                                                   |
 *      | RESTING <-------------------------------------------------------------'
 *      |   |        the connection ends or fails; commands are unanswered for the command timeout;
 *      '---'        a command is answered that this is no master; the look at its life fails
 *   the rest is over: it is twice as long each time, within bounds, until one is reached
 *
 *   Any state becomes CLOSED by close(), for good.
 * }</pre>
 *
 * What is asked while the lane is CONNECTING waits for the outcome; while it is RESTING it fails at
 * once. What was sent on a connection that is lost fails; what is told of it later does not touch
 * the next one.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.redis.connection;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
