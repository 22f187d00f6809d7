/** All that is SQL: statements, rows, batches, migrations. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
