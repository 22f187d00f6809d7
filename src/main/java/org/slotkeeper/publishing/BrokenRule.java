package org.slotkeeper.publishing;

/**
 * A rule that what was asked for does not keep.
 *
 * @param field where, in the words of the practice's own JSON
 * @param rule the rule, as a sentence without its subject, for example "must be 1 to 200"
 */
public record BrokenRule(String field, String rule) {}
