package org.slotkeeper.redis.inventory;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;

/** What a script said: a word, and the text that goes with it, whose characters are bytes. */
record Said(String word, String text) {

    static Said of(Response answer) {
        if (answer.type() == ResponseType.MULTI) {
            return new Said(answer.get(0).toString(), "");
        }
        String whole = answer.toString(StandardCharsets.ISO_8859_1);
        int space = whole.indexOf(' ');
        return space < 0 ? new Said(whole, "") : new Said(whole.substring(0, space), whole.substring(space + 1));
    }

    boolean is(String other) {
        return word.equals(other);
    }

    /** Whether it is only this word, found out without reading the whole answer. */
    static boolean isOnly(Response answer, String word) {
        return answer.type() == ResponseType.MULTI
                ? answer.get(0).toString().equals(word)
                : answer.toBuffer().length() == word.length()
                        && answer.toString().equals(word);
    }
}
