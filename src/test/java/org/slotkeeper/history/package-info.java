/** What many patients asked and were told, and an auditor who judges it by what the stores have. */
@NullMarked
package org.slotkeeper.history;

import org.jspecify.annotations.NullMarked;
