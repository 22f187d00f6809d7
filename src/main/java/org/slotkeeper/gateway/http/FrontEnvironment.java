package org.slotkeeper.gateway.http;

import java.time.Clock;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Time and chance, as handed in by the root. All four are asked from several event loops at once.
 *
 * @param nanos a clock that only goes forward, for how long things take
 * @param ids makes a request id for callers who sent none
 * @param chance spreads the callers who are told to come again
 */
public record FrontEnvironment(Clock clock, LongSupplier nanos, Supplier<UUID> ids, RandomGenerator chance) {}
