/** What reconciling needs of the outside world. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.reconcile.spi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
