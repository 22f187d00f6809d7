/**
 * All that is FHIR: reading R4 resources and search parameters into commands, and writing outcomes
 * as R4 resources. The only room that knows statuses.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.api.fhir;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
