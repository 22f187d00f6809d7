/**
 * All that is FHIR: reading R4 resources and search parameters into commands, and writing outcomes
 * as R4 resources. Where a refusal gets its status.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.api.fhir;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
