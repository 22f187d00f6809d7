/** All that is SQL: the ledger, the practices' books, migrations, and the connections they go over. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
