/** Where counts are kept. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.statistics.spi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
