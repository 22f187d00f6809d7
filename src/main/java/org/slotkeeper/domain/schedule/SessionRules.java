package org.slotkeeper.domain.schedule;

import java.time.Instant;

/**
 * What a practice may still change on a published session: when its slots are released, and to
 * whom.
 */
public record SessionRules(Instant releasedAt, Audience audience) {}
