/** What the relay needs of the world, and what a listener hears. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.relay.spi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
