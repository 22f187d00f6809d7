/** A store is away for long while patients ask on: what they are told, second by second, and whether all that was acknowledged stands. */
@NullMarked
package org.slotkeeper.away;

import org.jspecify.annotations.NullMarked;
