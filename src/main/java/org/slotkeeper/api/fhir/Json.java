package org.slotkeeper.api.fhir;

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

/** Reads JSON that can be read in one way only: strict UTF-8, each name once, whole characters, numbers that are numbers, nothing after the end, and bounded in depth and length. */
final class Json {

    static final int DEPTH_MAX = 20;
    private static final int STRING_MAX = 100_000;
    private static final int NAME_MAX = 200;
    private static final int NUMBER_MAX = 50;
    private static final int SHOWN_NAME_MAX = 64;

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

    private final JsonParser parser;
    /** Where the reading is, in case it ends there. */
    private final StringBuilder path;

    private Json(JsonParser parser, String root) {
        this.parser = parser;
        this.path = new StringBuilder(80).append(root);
    }

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
            Map<String, Object> members = new Json(parser, root).object();
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
        boolean isPlain = !name.isEmpty() && name.length() <= SHOWN_NAME_MAX;
        for (int at = 0; at < name.length() && isPlain; at++) {
            isPlain = isPlain(name.charAt(at));
        }
        return isPlain ? name : "?";
    }

    private static boolean isPlain(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
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

    private Map<String, Object> object() throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        int length = path.length();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            path.append('.').append(shown(name));
            requireWholeCharacters(name);
            parser.nextToken();
            if (members.put(name, value()) != null) {
                throw malformed("given twice");
            }
            path.setLength(length);
        }
        return members;
    }

    private List<Object> array() throws IOException {
        List<Object> items = new ArrayList<>();
        int length = path.length();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            path.append('[').append(items.size()).append(']');
            items.add(value());
            path.setLength(length);
        }
        return items;
    }

    private Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> requireWholeCharacters(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_NULL -> throw malformed("must not be null: leave it out");
            default -> throw malformed("not JSON");
        };
    }

    private Object integer() throws IOException {
        JsonParser.NumberType type = parser.getNumberType();
        if (type == JsonParser.NumberType.BIG_INTEGER) {
            throw malformed("the number is out of range");
        }
        return parser.getLongValue();
    }

    private Object decimal() throws IOException {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number) || Double.isNaN(number)) {
            throw malformed("the number is out of range");
        }
        return number;
    }

    @CanIgnoreReturnValue
    private String requireWholeCharacters(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                boolean isPair =
                        at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
                if (!isPair) {
                    throw malformed("contains half a surrogate pair");
                }
                at++;
            }
        }
        return text;
    }

    private Unreadable malformed(String why) {
        return Unreadable.malformed(path.toString(), why);
    }

    private static String where(IOException notJson) {
        if (notJson instanceof JsonProcessingException at && at.getLocation() != null) {
            return " at line " + at.getLocation().getLineNr() + ", column "
                    + at.getLocation().getColumnNr();
        }
        return "";
    }
}
