package org.slotkeeper.api.practice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slotkeeper.api.Failure;

/** Reads a body that is one JSON object and nothing else: UTF-8, no name twice, nothing deep or long, nothing after it. */
final class StrictJson {

    private static final int DEPTH_MAX = 5;
    private static final int TEXT_MAX = 2_000;
    private static final int DIGITS_MAX = 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(TEXT_MAX)
                    .maxNameLength(TEXT_MAX)
                    .maxNumberLength(DIGITS_MAX)
                    .build())
            .build();

    private StrictJson() {}

    static Parsed<JsonFields> read(Buffer body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
            return parse(text);
        } catch (CharacterCodingException notUtf8) {
            return bad("the body is not UTF-8");
        } catch (IOException notJson) {
            return bad("the body is not one well-formed JSON object, or one that is too deep or too long");
        }
    }

    private static Parsed<JsonFields> parse(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return bad("the body must be a JSON object");
            }
            Map<String, Object> object = object(parser);
            if (parser.nextToken() != null) {
                return bad("something follows the JSON object");
            }
            return new Parsed.Good<>(new JsonFields(object));
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    /** A number that is not a whole one in the range of int stays a value of no use, so that whoever asks for a number says that it is none. */
    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT -> wholeNumber(parser);
            case VALUE_NULL, VALUE_NUMBER_FLOAT -> Useless.VALUE;
            default -> throw new IOException("unexpected token");
        };
    }

    private enum Useless {
        VALUE
    }

    private static Object wholeNumber(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.INT ? (Object) parser.getIntValue() : Useless.VALUE;
    }

    private static Parsed<JsonFields> bad(String diagnostics) {
        Failure failure = Failures.malformed(diagnostics);
        return new Parsed.Bad<>(failure);
    }
}
