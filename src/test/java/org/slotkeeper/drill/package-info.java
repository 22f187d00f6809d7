/** Loses what must not be lost, and measures how it is brought back from backups. */
@NullMarked
package org.slotkeeper.drill;

import org.jspecify.annotations.NullMarked;
