/**
 * The booking and reconciling code of production on one thread, in virtual time, over models of both stores, with everything that can go wrong between them decided by one seed.
 * {@code src/dev/simulate} runs seeds; what a seed did it does again.
 */
@NullMarked
package org.slotkeeper.simulation;

import org.jspecify.annotations.NullMarked;
