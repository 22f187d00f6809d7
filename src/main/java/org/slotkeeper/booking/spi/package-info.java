/**
 * What the booking use cases need of the outside world: the inventory, the ledger, the practices'
 * books.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.booking.spi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
