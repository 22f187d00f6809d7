package org.slotkeeper.publishing.spi;

/** What the ledger says to a change of a practice's book. */
public sealed interface RecordAnswer {

    record Recorded(int layoutVersion) implements RecordAnswer {}

    /** The book is another one by now, a seat to be withdrawn has an owner, or the request has been met: nothing was recorded, look again. */
    record Overtaken() implements RecordAnswer {}
}
