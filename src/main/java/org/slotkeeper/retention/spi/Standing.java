package org.slotkeeper.retention.spi;

/**
 * A week that there is something of in the ledger.
 *
 * @param decision how far taking it out has come
 * @param isFrozen whether changes of it are refused
 * @param bytes what its tables take
 */
public record Standing(Week week, Decision decision, boolean isFrozen, long bytes) {

    /**
     * From {@code NONE} to {@code DECIDED} when nothing of the week can change any more, to
     * {@code ARCHIVED} when its files were read back; when its last table is dropped it is none of
     * the ledger's weeks.
     */
    public enum Decision {
        NONE,
        DECIDED,
        ARCHIVED
    }
}
