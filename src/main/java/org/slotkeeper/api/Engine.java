package org.slotkeeper.api;

import io.vertx.core.Future;

/** Answers admitted requests: by a call in one process, by one HTTP hop in two. */
@FunctionalInterface
public interface Engine {

    /**
     * Business refusals are answers; the future fails only when machinery did, and whoever asked
     * turns that into one 503; with {@link OutcomeUnknown} where it may have been done all the
     * same.
     */
    Future<EngineAnswer> answer(EngineRequest request);
}
