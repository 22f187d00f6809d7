package org.slotkeeper.redis;

import io.vertx.redis.client.impl.types.ErrorType;

/** What Redis answered instead of doing what it was asked, by the word that it begins with. */
enum ErrorKind {
    /** It has not met the script yet. */
    UNKNOWN_SCRIPT("NOSCRIPT"),
    /** It is a replica, has lost its master, or is still loading: the connection leads to the wrong process. */
    NOT_MASTER("READONLY", "LOADING", "MASTERDOWN"),
    /** Anything else that Redis has words for. */
    OTHER,
    /** Not Redis' words at all: the connection was lost, or could not take the command. */
    NO_ANSWER;

    private final String[] words;

    ErrorKind(String... words) {
        this.words = words;
    }

    static ErrorKind of(Throwable cause) {
        if (!(cause instanceof ErrorType)) {
            return NO_ANSWER;
        }
        String message = String.valueOf(cause.getMessage());
        for (ErrorKind kind : values()) {
            if (kind.says(message)) {
                return kind;
            }
        }
        return OTHER;
    }

    private boolean says(String message) {
        for (String word : words) {
            // Within a script the word stands behind the place in the script.
            if (message.startsWith(word + ' ') || message.contains(": -" + word + ' ')) {
                return true;
            }
        }
        return false;
    }
}
