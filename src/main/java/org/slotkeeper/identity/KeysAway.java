package org.slotkeeper.identity;

/** The issuer's keys cannot be had, so nobody's token can be checked. */
final class KeysAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeysAway(String message) {
        super(message, null, false, false);
    }
}
