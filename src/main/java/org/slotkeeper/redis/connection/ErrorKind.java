package org.slotkeeper.redis.connection;

import io.vertx.redis.client.impl.types.ErrorType;

/** What Redis answered instead of doing what it was asked, by the word that it begins with. */
enum ErrorKind {
    /** It has not met the script yet. */
    UNKNOWN_SCRIPT("NOSCRIPT"),
    /**
     * It is a replica, has lost its master, or is still loading: the connection leads to the wrong
     * process.
     */
    NOT_MASTER("READONLY", "LOADING", "MASTERDOWN"),
    /** Another node serves this slot from now on. */
    MOVED("MOVED"),
    /**
     * The slot is on its way to another node, which has these keys already, or will have those that
     * are not there yet.
     */
    ASK("ASK"),
    /** Some of the keys are here and some are on their way. */
    TRY_AGAIN("TRYAGAIN"),
    /** Too many nodes are gone, or nobody serves the slot. */
    CLUSTER_DOWN("CLUSTERDOWN"),
    /**
     * A script that had begun was denied a key, because that has left, or because the cluster went
     * down.
     */
    STRAYED("Script attempted to"),
    /** It has as much memory as it may have: nothing was written. */
    FULL("OOM"),
    /** We are not who may, or say so the wrong way. */
    DENIED("NOPERM", "WRONGPASS", "NOAUTH"),
    /** Anything else that Redis has words for. */
    OTHER,
    /**
     * Not Redis' words at all, though the client may dress it up as such: the connection was lost,
     * or could not take the command.
     */
    NO_ANSWER("CONNECTION_CLOSED");

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
            if (message.equals(word)
                    || message.startsWith(word + ' ')
                    || message.contains(": -" + word + ' ')
                    || (this == STRAYED && message.contains(word))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The node that a MOVED or an ASK names; without a host it is where the node is that said so.
     */
    static NodeAddress nodeNamed(Throwable cause, NodeAddress by) {
        String[] words = String.valueOf(cause.getMessage()).split(" ", 3);
        return NodeAddress.parse(words[2].startsWith(":") ? by.host() + words[2] : words[2]);
    }
}
