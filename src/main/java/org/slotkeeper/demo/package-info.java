/** What the demonstration shows: invented practices and sessions in the measure of real ones. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
