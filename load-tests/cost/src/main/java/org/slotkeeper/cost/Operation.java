package org.slotkeeper.cost;

/** What is measured, in the order in which a round does it: later ones live on what earlier ones left. */
public enum Operation {
    PUBLISH("publish a session", "24 new slots of one practice"),
    SEARCH("search", "one practice, seven days, 50 free slots answered"),
    BOOK("durable booking", "a free slot, answered when it is on disk"),
    LOST_RACE("lost race", "a slot that somebody has: refused"),
    CANCEL("cancel", "an appointment of one's own"),
    HOLD_AND_BOOK("hold and book", "two requests: hold a slot, then confirm it");

    final String words;
    final String meaning;

    Operation(String words, String meaning) {
        this.words = words;
        this.meaning = meaning;
    }

    public String words() {
        return words;
    }

    /** A lost race is done when it was refused, everything else when it was granted. */
    boolean isDoneBy(int status) {
        return this == LOST_RACE ? status == 409 : status >= 200 && status < 300;
    }
}
