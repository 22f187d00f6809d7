package org.slotkeeper.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads JSON that can be read in one way only: strict UTF-8, each name once, whole characters, numbers that are numbers, nothing after the end, and bounded in depth and length. */
final class Json {

    static final int DEPTH_MAX = 20;
    private static final int STRING_MAX = 100_000;
    private static final int NAME_MAX = 200;
    private static final int NUMBER_MAX = 50;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");

    // Names come from outside: they are neither interned nor kept in a table that outlives the request.
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(STRING_MAX)
                    .maxNameLength(NAME_MAX)
                    .maxNumberLength(NUMBER_MAX)
                    .build())
            .build();

    private Json() {}

    /**
     * @param root what the object is called in a path
     * @throws Unreadable for anything else than one object
     */
    static Element read(Buffer body, String root) {
        String text = decode(body, root);
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Unreadable.malformed(root, "the body must be a JSON object");
            }
            Map<String, Object> members = object(parser, root);
            if (parser.nextToken() != null) {
                throw Unreadable.malformed(root, "there is something after the end of the JSON object");
            }
            return new Element(root, members);
        } catch (StreamConstraintsException tooMuch) {
            throw Unreadable.malformed(
                    root, "nested deeper than " + DEPTH_MAX + ", or a name, number or text is too long");
        } catch (IOException notJson) {
            throw Unreadable.malformed(root, "not JSON" + where(notJson));
        }
    }

    /** How a name that a caller made up is shown in an answer. */
    static String shown(String name) {
        return NAME.matcher(name).matches() ? name : "?";
    }

    private static String decode(Buffer body, String root) {
        if (body.length() == 0) {
            throw Unreadable.malformed(root, "the body is empty");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
            if (text.charAt(0) == '\uFEFF') {
                throw Unreadable.malformed(root, "the body begins with a byte order mark");
            }
            return text;
        } catch (CharacterCodingException notUtf8) {
            throw Unreadable.malformed(root, "the body is not UTF-8");
        }
    }

    private static Map<String, Object> object(JsonParser parser, String path) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String memberPath = path + '.' + shown(name);
            requireWholeCharacters(name, memberPath);
            parser.nextToken();
            if (members.put(name, value(parser, memberPath)) != null) {
                throw Unreadable.malformed(memberPath, "given twice");
            }
        }
        return members;
    }

    private static List<Object> array(JsonParser parser, String path) throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, path + '[' + items.size() + ']'));
        }
        return items;
    }

    private static Object value(JsonParser parser, String path) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, path);
            case START_ARRAY -> array(parser, path);
            case VALUE_STRING -> requireWholeCharacters(parser.getText(), path);
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NUMBER_INT -> integer(parser, path);
            case VALUE_NUMBER_FLOAT -> decimal(parser, path);
            case VALUE_NULL -> throw Unreadable.malformed(path, "must not be null: leave it out");
            default -> throw Unreadable.malformed(path, "not JSON");
        };
    }

    private static Object integer(JsonParser parser, String path) throws IOException {
        JsonParser.NumberType type = parser.getNumberType();
        if (type == JsonParser.NumberType.BIG_INTEGER) {
            throw Unreadable.malformed(path, "the number is out of range");
        }
        return parser.getLongValue();
    }

    private static Object decimal(JsonParser parser, String path) throws IOException {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number) || Double.isNaN(number)) {
            throw Unreadable.malformed(path, "the number is out of range");
        }
        return number;
    }

    @CanIgnoreReturnValue
    private static String requireWholeCharacters(String text, String path) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                boolean isPair =
                        at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
                if (!isPair) {
                    throw Unreadable.malformed(path, "contains half a surrogate pair");
                }
                at++;
            }
        }
        return text;
    }

    private static String where(IOException notJson) {
        if (notJson instanceof JsonProcessingException at && at.getLocation() != null) {
            return " at line " + at.getLocation().getLineNr() + ", column "
                    + at.getLocation().getColumnNr();
        }
        return "";
    }
}
