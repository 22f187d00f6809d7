package org.slotkeeper.identity;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.slotkeeper.platform.StrictJson;

/** The JSON of tokens and of keys: one object that has one meaning. */
final class TokenJson {

    private static final StrictJson JSON =
            new StrictJson(new StrictJson.Limits(6, 8 * 1024, 256, 24), StrictJson.Useless.NULL_LEFT_OUT);

    /** Issuers put chains of certificates and notes of their own beside their keys. */
    private static final StrictJson KEYS =
            new StrictJson(new StrictJson.Limits(32, 64 * 1024, 1024, 256), StrictJson.Useless.NULL_LEFT_OUT);

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private TokenJson() {}

    /** The document that an issuer publishes, which is somebody's file now and then. */
    static Optional<Map<String, Object>> keys(byte[] utf8) {
        boolean isMarked = utf8.length > BYTE_ORDER_MARK.length
                && Arrays.equals(utf8, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        try {
            return Optional.of(
                    KEYS.read(isMarked ? Arrays.copyOfRange(utf8, BYTE_ORDER_MARK.length, utf8.length) : utf8));
        } catch (StrictJson.Malformed malformed) {
            return Optional.empty();
        }
    }

    /** A blank before the brace is no harm to a reader, but nobody who signs tokens writes one. */
    static Optional<Map<String, Object>> object(byte[] utf8) {
        try {
            return utf8.length > 0 && utf8[0] == '{' ? Optional.of(JSON.read(utf8)) : Optional.empty();
        } catch (StrictJson.Malformed malformed) {
            return Optional.empty();
        }
    }
}
