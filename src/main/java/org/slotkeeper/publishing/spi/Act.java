package org.slotkeeper.publishing.spi;

import java.time.Instant;
import java.util.UUID;
import org.slotkeeper.domain.Caller;

/** Who publishes, under which request id, and when: what the audit trail keeps of it. */
public record Act(Caller caller, UUID requestId, Instant now) {}
