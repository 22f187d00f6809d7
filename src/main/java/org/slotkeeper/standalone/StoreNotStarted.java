package org.slotkeeper.standalone;

/**
 * An embedded store could not be started; the message is one sentence that says what to do, then
 * the store's own last words.
 */
public final class StoreNotStarted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    StoreNotStarted(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    StoreNotStarted(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /**
     * Whether somebody else took the port between our choosing it and the store's listening to it.
     */
    boolean isPortTaken() {
        return sentence.contains("Address already in use");
    }
}
