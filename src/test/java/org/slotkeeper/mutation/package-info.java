/** Takes the guards out of the product one by one, and looks whether the tests that are there for them notice. */
@NullMarked
package org.slotkeeper.mutation;

import org.jspecify.annotations.NullMarked;
