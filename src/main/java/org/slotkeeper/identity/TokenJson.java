package org.slotkeeper.identity;

import java.util.Map;
import java.util.Optional;
import org.slotkeeper.platform.StrictJson;

/** The JSON of tokens and of keys: one object that has one meaning. */
final class TokenJson {

    private static final StrictJson JSON =
            new StrictJson(new StrictJson.Limits(6, 8 * 1024, 256, 24), StrictJson.Useless.NULL_LEFT_OUT);

    private TokenJson() {}

    /** A blank before the brace is no harm to a reader, but nobody who signs tokens writes one. */
    static Optional<Map<String, Object>> object(byte[] utf8) {
        try {
            return utf8.length > 0 && utf8[0] == '{' ? Optional.of(JSON.read(utf8)) : Optional.empty();
        } catch (StrictJson.Malformed malformed) {
            return Optional.empty();
        }
    }
}
