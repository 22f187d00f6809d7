package org.slotkeeper.publishing;

/**
 * A rule that what was asked for does not keep.
 *
 * @param field where, in the words of the practice's own JSON
 * @param rule the rule, as a sentence without its subject, for example "must be 1 to 200"
 */
public record BrokenRule(String field, String rule) {

    /** @param daysMax of a period that is asked for by its first and its last day */
    public static BrokenRule ofPeriod(int daysMax) {
        return new BrokenRule("to", "must be from, or up to " + (daysMax - 1) + " days after it");
    }
}
