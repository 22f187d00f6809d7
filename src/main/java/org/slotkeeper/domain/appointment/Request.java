package org.slotkeeper.domain.appointment;

import java.time.Instant;
import java.util.UUID;
import org.slotkeeper.domain.party.Caller;

/**
 * One write as its caller asked for it. The same caller, operation and request id have the same
 * key, whatever the content; other content has another fingerprint. What was overtaken by another
 * change, and is to be done nevertheless, goes on under a key that follows from the same.
 *
 * @param requestId what the caller sent as {@code X-Request-ID}
 * @param key names caller, operation and request id in one; unguessable
 * @param appointmentKey the unguessable part of the id of what this request may bring about: the
 * same at every try
 * @param deadline nobody starts work on the request at or after this instant
 */
public record Request(
        UUID requestId, UUID key, long fingerprint, String appointmentKey, Caller caller, Instant deadline) {}
