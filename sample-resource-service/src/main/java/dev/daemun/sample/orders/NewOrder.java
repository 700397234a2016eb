package dev.daemun.sample.orders;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What a person orders.
 *
 * @param item one line of text that people can see: others read it beside what they decide on, so nothing in it may hide
 *     text or turn it around
 * @param quantity pieces
 */
record NewOrder(
        @NotNull
        @Size(max = 200)
        @Pattern(
                regexp = NewOrder.PLAIN,
                message = "must not contain control characters or invisible ones that change how text is read")
        @Pattern(regexp = NewOrder.VISIBLE, message = "must not be blank")
        String item,

        @NotNull @Min(1) @Max(1_000) Integer quantity) {
    /**
     * No control characters, separators of lines, halves of characters or unassigned ones; and of the format characters only
     * U+200C and U+200D, which Indic scripts and emoji need. The others turn text around or hide in it.
     */
    static final String PLAIN = "(?s)(?:[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Cn}\\p{Co}]|[\\u200C\\u200D])*";

    /** Some character that shows: Unicode calls the Hangul fillers letters, and the empty Braille pattern a symbol. */
    static final String VISIBLE = "(?s).*[\\p{L}\\p{N}\\p{P}\\p{S}&&[^\\u115F\\u1160\\u3164\\uFFA0\\u2800]].*";
}
