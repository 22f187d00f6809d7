/** A slot is booked and cancelled at once, very many times: what was lost, given twice or kept for long on the way. */
@NullMarked
package org.slotkeeper.cycles;

import org.jspecify.annotations.NullMarked;
