package org.slotkeeper.api.fhir;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the values of token parameters: {@code code}, {@code |code} or {@code system|code}, with
 * commas between several.
 */
final class Tokens {

    /** One of the values that a parameter may have. */
    record Token(String system, String code) {}

    private Tokens() {}

    /** A comma, a bar or a backslash that belongs to a value is written behind a backslash. */
    static List<Token> read(String name, String value) {
        List<Token> tokens = new ArrayList<>(2);
        StringBuilder part = new StringBuilder(value.length());
        String system = "";
        for (int at = 0; at < value.length(); at++) {
            char sign = value.charAt(at);
            if (sign == '\\' && at + 1 < value.length()) {
                at++;
                part.append(value.charAt(at));
            } else if (sign == ',') {
                tokens.add(token(name, system, part));
                system = "";
                part.setLength(0);
            } else if (sign == '|') {
                system = part.toString();
                part.setLength(0);
            } else {
                part.append(sign);
            }
        }
        tokens.add(token(name, system, part));
        return tokens;
    }

    /**
     * The codes of a parameter whose elements all have this one system, which need not be named.
     */
    static List<String> codes(String name, String value, String system) {
        List<String> codes = new ArrayList<>(2);
        for (Token token : read(name, value)) {
            if (!token.system().isEmpty() && !token.system().equals(system)) {
                throw Unreadable.invalid(name, "the system must be " + system);
            }
            codes.add(token.code());
        }
        return codes;
    }

    static String escaped(String code) {
        return code.replace("\\", "\\\\")
                .replace(",", "\\,")
                .replace("|", "\\|")
                .replace("$", "\\$");
    }

    private static Token token(String name, String system, CharSequence code) {
        if (code.toString().isBlank()) {
            throw Unreadable.invalid(name, "must not be empty");
        }
        return new Token(system, code.toString());
    }
}
