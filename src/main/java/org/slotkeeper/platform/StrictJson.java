package org.slotkeeper.platform;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object that can be read in one way only: UTF-8 as it should be, each name once,
 * nothing before it but blanks and nothing after it, bounded in depth and length. Safe to be shared
 * by event loops.
 *
 * <p>Values are {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List} and
 * {@code Map}, and what {@link Useless} says.
 */
public final class StrictJson {

    /** Stands for a null that is kept. */
    public static final Object NULL = Nothing.NULL;

    private enum Nothing {
        NULL
    }

    private static final int SHOWN_NAME_MAX = 64;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Limits limits;
    private final Useless useless;
    private final JsonFactory factory;

    public StrictJson(Limits limits, Useless useless) {
        this.limits = limits;
        this.useless = useless;
        // Names come from outside: they are neither interned nor kept in a table that outlives the
        // request.
        this.factory = new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth)
                        .maxStringLength(limits.text)
                        .maxNameLength(limits.name)
                        .maxNumberLength(limits.number)
                        .build())
                .build();
    }

    /**
     * @param depth how many objects and lists may be in each other, the outermost one included
     * @param text of a value, in characters
     * @param name of a name, in characters
     * @param number of a number, in characters: not more than of a text, as which it is read
     */
    public record Limits(int depth, int text, int name, int number) {
        public Limits {
            if (number > text) {
                throw new IllegalArgumentException("a number of " + number + " in a text of " + text);
            }
        }
    }

    /**
     * What becomes of what JSON can say and nobody here can use: null, a number that no long or
     * double can hold, half a surrogate pair.
     */
    public enum Useless {
        /** The object is malformed, and it is said where. */
        REFUSED,
        /**
         * It is a value of no use, so that whoever asks for it says that it is none: {@link #NULL},
         * a {@code BigInteger}, an infinite {@code Double}, the text as it is.
         */
        KEPT,
        /** The same, but where null is, nothing is. */
        NULL_LEFT_OUT
    }

    /**
     * Why it is not what can be read here. Carries nothing of what was read but the names on the
     * way to it.
     */
    public static final class Malformed extends Exception {

        private final Kind kind;
        private final String path;
        private final String why;

        private Malformed(Kind kind, String path, String why) {
            super(why, null, false, false);
            this.kind = kind;
            this.path = path;
            this.why = why;
        }

        /** What callers may want to tell apart. */
        public enum Kind {
            NOT_UTF8,
            NOT_AN_OBJECT,
            MORE_AFTER_IT,
            OTHER
        }

        public Kind kind() {
            return kind;
        }

        /**
         * From the outermost object, for example {@code .a[2].b}; empty for what concerns all of
         * it.
         */
        public String path() {
            return path;
        }

        public String why() {
            return why;
        }
    }

    public Map<String, Object> read(byte[] utf8) throws Malformed {
        String text = decode(utf8);
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed(Malformed.Kind.NOT_AN_OBJECT, "", "the body must be a JSON object");
            }
            Map<String, Object> object = object(parser);
            if (parser.nextToken() != null) {
                throw new Malformed(
                        Malformed.Kind.MORE_AFTER_IT, "", "there is something after the end of the JSON object");
            }
            return object;
        } catch (StreamConstraintsException tooMuch) {
            throw other("nested deeper than " + limits.depth + ", or a name, number or text is too long");
        } catch (IOException notJson) {
            throw other("not JSON" + where(notJson));
        }
    }

    /** How a name that a caller made up is shown in an answer. */
    public static String shown(String name) {
        boolean isPlain = !name.isEmpty() && name.length() <= SHOWN_NAME_MAX;
        for (int at = 0; isPlain && at < name.length(); at++) {
            isPlain = isPlain(name.charAt(at));
        }
        return isPlain ? name : "?";
    }

    private static boolean isPlain(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static String decode(byte[] utf8) throws Malformed {
        if (utf8.length == 0) {
            throw new Malformed(Malformed.Kind.NOT_AN_OBJECT, "", "the body is empty");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            if (text.charAt(0) == BYTE_ORDER_MARK) {
                throw other("the body begins with a byte order mark");
            }
            return text;
        } catch (CharacterCodingException notUtf8) {
            throw new Malformed(Malformed.Kind.NOT_UTF8, "", "the body is not UTF-8");
        }
    }

    private Map<String, Object> object(JsonParser parser) throws IOException, Malformed {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = requireWholeCharacters(parser, parser.currentName());
            parser.nextToken();
            if (members.put(name, value(parser)) != null) {
                throw here(parser, "given twice");
            }
        }
        if (useless == Useless.NULL_LEFT_OUT) {
            members.values().removeIf(NULL::equals);
        }
        return members;
    }

    private List<Object> array(JsonParser parser) throws IOException, Malformed {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        if (useless == Useless.NULL_LEFT_OUT) {
            items.removeIf(NULL::equals);
        }
        return items;
    }

    private Object value(JsonParser parser) throws IOException, Malformed {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> requireWholeCharacters(parser, parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> wholeNumber(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser);
            case VALUE_NULL -> ifKept(parser, NULL, "must not be null: leave it out");
            default -> throw here(parser, "not JSON");
        };
    }

    private Object wholeNumber(JsonParser parser) throws IOException, Malformed {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? ifKept(parser, parser.getBigIntegerValue(), "the number is out of range")
                : (Object) parser.getLongValue();
    }

    private Object fraction(JsonParser parser) throws IOException, Malformed {
        double number = parser.getDoubleValue();
        return Double.isFinite(number) ? number : ifKept(parser, number, "the number is out of range");
    }

    private Object ifKept(JsonParser parser, Object value, String why) throws Malformed {
        if (useless == Useless.REFUSED) {
            throw here(parser, why);
        }
        return value;
    }

    private String requireWholeCharacters(JsonParser parser, String text) throws Malformed {
        if (useless == Useless.REFUSED && hasHalfACharacter(text)) {
            throw here(parser, "contains half a surrogate pair");
        }
        return text;
    }

    private static boolean hasHalfACharacter(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                boolean isPair =
                        at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
                if (!isPair) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }

    private static Malformed other(String why) {
        return new Malformed(Malformed.Kind.OTHER, "", why);
    }

    private static Malformed here(JsonParser parser, String why) {
        StringBuilder path = new StringBuilder();
        for (JsonStreamContext at = parser.getParsingContext(); !at.inRoot(); at = at.getParent()) {
            path.insert(
                    0,
                    at.inArray()
                            ? "[" + at.getCurrentIndex() + ']'
                            : '.' + shown(requireNonNullElse(at.getCurrentName(), "")));
        }
        return new Malformed(Malformed.Kind.OTHER, path.toString(), why);
    }

    private static String where(IOException notJson) {
        return notJson instanceof JsonProcessingException at && at.getLocation() != null
                ? " at line " + at.getLocation().getLineNr() + ", column "
                        + at.getLocation().getColumnNr()
                : "";
    }
}
