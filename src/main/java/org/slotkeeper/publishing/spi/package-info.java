/** What publishing needs of the outside world. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.publishing.spi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
