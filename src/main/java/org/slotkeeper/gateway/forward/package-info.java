/** The hop to engines that run elsewhere. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.gateway.forward;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
