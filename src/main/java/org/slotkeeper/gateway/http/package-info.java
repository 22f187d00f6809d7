/**
 * HTTP as it is read and written at the door: heads, bodies and their framing, targets, media
 * types, the access log's line.
 *
 * <p>The life of a caller's connection ({@link Connections}):
 *
 * <pre>{@code
 *    opened, unless there are too many: then it is closed
 *      |
 *      v      a whole head has come
 *    NEW ---------------------------> BUSY --------------------------> IDLE
 *      |                              |  ^     its answer is written    |  |
 *      |                              |  '-------------------------------' |
 *      | no head within the           |     the next head has come         |
 *      | head deadline                |                                    | nothing asked for
 *      |                              | its answer is the last             | within the idle time
 *      |                              v                                    |
 *      |                           CLOSING   what comes is not answered    |
 *      |                              |                                    |
 *      |                              | a moment later, so that the        |
 *      v                              v answer can be read                 v
 *    CLOSED <--------------------------------------------------------------'
 * }</pre>
 *
 * The caller may close it in any state. An answer is the last one while this process stops, and
 * after a request that could not be read to its end.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.gateway.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
