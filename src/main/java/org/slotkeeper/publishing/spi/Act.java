package org.slotkeeper.publishing.spi;

import java.time.Instant;
import java.util.UUID;
import org.slotkeeper.domain.party.Caller;

/**
 * Who publishes, under which request id, and when: what the audit trail keeps of it.
 *
 * @param deadline when its caller is answered as late: nobody may begin work on it from then on
 */
public record Act(Caller caller, UUID requestId, Instant now, Instant deadline) {}
