/** What retention needs of the outside world. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.retention.spi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
