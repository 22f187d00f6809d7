/** What this house adds to Vert.x and the JVM, without a word of business. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.platform;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
