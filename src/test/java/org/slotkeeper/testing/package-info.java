/** What the tests of several rooms share. */
@NullMarked
package org.slotkeeper.testing;

import org.jspecify.annotations.NullMarked;
