/**
 * The configuration: one record for each section, checked when it is made, and the one place where
 * keys are read.
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
