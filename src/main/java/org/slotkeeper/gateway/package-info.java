/**
 * The public server: its sockets, and one front for each event loop. The way of a request begins
 * here.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
