package org.slotkeeper.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one JSON object that has one meaning: no name twice, nothing after it, nothing deep, UTF-8 as it should be. */
final class StrictJson {

    private static final int DEPTH_MAX = 6;
    private static final int TEXT_MAX = 8 * 1024;
    private static final int NUMBER_MAX = 24;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(TEXT_MAX)
                    .maxNameLength(256)
                    .maxNumberLength(NUMBER_MAX)
                    .build())
            .build();

    private StrictJson() {}

    /** Values are {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List} and {@code Map}; names whose value is null are left out. */
    static Optional<Map<String, Object>> object(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            // A byte order mark or a blank before the brace is no harm to a reader, but nobody who signs tokens writes
            // them.
            return text.startsWith("{") ? whole(text) : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, Object>> whole(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Map<String, Object> object = object(parser);
            return parser.nextToken() == null ? Optional.of(object) : Optional.empty();
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            value(parser, parser.nextToken()).ifPresent(value -> object.put(name, value));
        }
        return object;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            value(parser, token).ifPresent(array::add);
        }
        return array;
    }

    private static Optional<Object> value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> Optional.of(object(parser));
            case START_ARRAY -> Optional.of(array(parser));
            case VALUE_STRING -> Optional.of(parser.getText());
            case VALUE_NUMBER_INT -> Optional.of(integer(parser));
            case VALUE_NUMBER_FLOAT -> Optional.of(parser.getDoubleValue());
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            case VALUE_NULL -> Optional.empty();
            default -> throw new IOException("not JSON");
        };
    }

    private static Object integer(JsonParser parser) throws IOException {
        boolean fits = parser.getNumberType() == JsonParser.NumberType.INT
                || parser.getNumberType() == JsonParser.NumberType.LONG;
        return fits ? (Object) parser.getLongValue() : (Object) parser.getDoubleValue();
    }
}
