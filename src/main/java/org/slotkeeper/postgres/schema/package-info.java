/** The tables: migrations, and the partitions that weeks are made of. */
@CheckReturnValue
@NullMarked
package org.slotkeeper.postgres.schema;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
