/** How a practice publishes its own availability and keeps control of it. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.publishing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
