package dev.daemun.resourceserver.decoding;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON of which all readers think the same: ASCII without escapes, whole numbers from 0 to 15 digits, no name twice in an object, no null, no
 * space between the tokens, not deep. For anything else there is no result, and the reader that knows all of JSON is asked.
 */
final class PlainJson {
    private static final int DEEPEST = 4;
    private static final int MOST_DIGITS = 15;

    private final byte[] json;
    private int at;

    private PlainJson(byte[] json) {
        this.json = json;
    }

    /** The object, in the order of its text, or null. */
    static @Nullable Map<String, Object> object(byte[] json) {
        PlainJson reader = new PlainJson(json);
        try {
            Map<String, Object> object = reader.readObject(0);
            return reader.at == json.length ? object : null;
        } catch (Unusual e) {
            return null;
        }
    }

    private Map<String, Object> readObject(int depth) throws Unusual {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (skip('}')) {
            return members;
        }
        do {
            String name = readText();
            expect(':');
            if (members.put(name, readValue(depth)) != null) {
                throw new Unusual();
            }
        } while (skip(','));
        expect('}');
        return members;
    }

    private List<Object> readArray(int depth) throws Unusual {
        List<Object> elements = new ArrayList<>();
        expect('[');
        if (skip(']')) {
            return elements;
        }
        do {
            elements.add(readValue(depth));
        } while (skip(','));
        expect(']');
        return elements;
    }

    private Object readValue(int depth) throws Unusual {
        if (depth == DEEPEST) {
            throw new Unusual();
        }
        return switch (peek()) {
            case '"' -> readText();
            case '{' -> readObject(depth + 1);
            case '[' -> readArray(depth + 1);
            case 't' -> readWord("true", true);
            case 'f' -> readWord("false", false);
            default -> readNumber();
        };
    }

    private String readText() throws Unusual {
        expect('"');
        int begin = at;
        while (at < json.length && json[at] != '"') {
            // Bytes beyond ASCII are negative.
            if (json[at] < ' ' || json[at] > '~' || json[at] == '\\') {
                throw new Unusual();
            }
            at++;
        }
        String text = new String(json, begin, at - begin, StandardCharsets.ISO_8859_1);
        expect('"');
        return text;
    }

    private Long readNumber() throws Unusual {
        int begin = at;
        long number = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9' && at - begin < MOST_DIGITS) {
            number = number * 10 + (json[at] - '0');
            at++;
        }
        // What may follow a number is found out by whoever asked for it; a digit, a point or an exponent may not.
        if (at == begin || (json[begin] == '0' && at - begin > 1)) {
            throw new Unusual();
        }
        return number;
    }

    private Boolean readWord(String word, Boolean value) throws Unusual {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return value;
    }

    private char peek() throws Unusual {
        if (at >= json.length) {
            throw new Unusual();
        }
        return (char) json[at];
    }

    private boolean skip(char expected) {
        if (at < json.length && json[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char expected) throws Unusual {
        if (!skip(expected)) {
            throw new Unusual();
        }
    }

    /** Without a stack trace, which would cost more than reading the claims. */
    private static final class Unusual extends Exception {
        private static final long serialVersionUID = 1L;

        private Unusual() {
            super(null, null, false, false);
        }
    }
}
