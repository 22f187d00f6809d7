/**
 * What every request passes on its way in and out, whatever it asks for: its id, its deadline, its
 * caller, the limit of what is under way.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.gateway.door;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
