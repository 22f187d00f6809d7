/** Breaks real processes, their stores and the wires between them, and looks whether the promises still hold. */
@NullMarked
package org.slotkeeper.fault;

import org.jspecify.annotations.NullMarked;
