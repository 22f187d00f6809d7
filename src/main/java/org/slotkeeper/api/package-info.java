/**
 * What a request, an answer and an operation is: all that the gateway and the rooms of the API have
 * in common.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
