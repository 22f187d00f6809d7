package org.slotkeeper.tracing;

import java.time.Duration;

/**
 * Where traces go and how many.
 *
 * @param endpoint the collector's address for OTLP over HTTP
 * @param sampleShare of the requests at the public door, how many are looked at: from 0 to 1
 * @param trustCallers whether a caller's own trace is gone on with, and its word counts whether it
 * is looked at
 * @param queueMax spans that may wait for the collector; more are dropped
 * @param timeout after which the collector is not waited for
 * @param role of this process
 * @param version of this program
 */
public record TraceSettings(
        String endpoint,
        double sampleShare,
        boolean trustCallers,
        int queueMax,
        Duration timeout,
        String role,
        String version) {}
