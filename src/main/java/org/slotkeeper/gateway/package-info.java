/** The public server and its chain: request id, access log, deadline, authentication, routes, failures; and the hop to engines elsewhere. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
