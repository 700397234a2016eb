package dev.daemun.resourceserver.issuer;

import org.jspecify.annotations.Nullable;

/** Text from outside in the form in which it may stand in a log: on one line and not long. */
public final class LogText {
    private static final int LONGEST_VALUE = 200;
    private static final int LONGEST_SENTENCE = 1_000;

    private LogText() {}

    /** A value, with a question mark for each control character, and cut after 200 characters. */
    public static String of(@Nullable Object value) {
        return of(value, LONGEST_VALUE);
    }

    static String sentence(Object text) {
        return of(text, LONGEST_SENTENCE);
    }

    private static String of(@Nullable Object value, int longest) {
        String text = String.valueOf(value);
        String cut = text.length() <= longest ? text : text.substring(0, longest) + "…";
        return cut.replaceAll("\\p{Cntrl}|[\\u2028\\u2029]", "?");
    }
}
