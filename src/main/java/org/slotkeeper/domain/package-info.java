/** Values and rules of booking an appointment in primary care. Uses java.* only: it knows no HTTP, no JSON, no Redis and no SQL. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.domain;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
