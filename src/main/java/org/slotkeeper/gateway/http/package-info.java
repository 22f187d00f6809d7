/** HTTP as it is read and written at the door: heads, bodies and their framing, targets, media types, the access log's line. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.gateway.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
