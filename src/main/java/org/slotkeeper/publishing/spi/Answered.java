package org.slotkeeper.publishing.spi;

/**
 * What a practice's write was answered, kept so that the same write sent again is answered alike.
 *
 * @param operation which of the practice's writes it was: the same request id may name one of each
 * @param fingerprint of all that it said
 * @param text the answer as it was given, which is nobody's business here
 */
public record Answered(String operation, long fingerprint, String text) {}
