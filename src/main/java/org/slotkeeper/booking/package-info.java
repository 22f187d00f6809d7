/** The use cases of patients and those who book for them, one class for one verb phrase. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.booking;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
