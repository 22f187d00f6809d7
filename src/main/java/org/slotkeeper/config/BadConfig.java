package org.slotkeeper.config;

/**
 * The configuration cannot be used; the message is one sentence that names the key and says what to
 * do.
 */
public final class BadConfig extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadConfig(String message) {
        super(message);
    }
}
