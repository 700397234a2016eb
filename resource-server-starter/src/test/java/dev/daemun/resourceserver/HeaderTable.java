package dev.daemun.resourceserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values of {@code Authorization} headers that a lenient or a careless parser would read differently. */
public final class HeaderTable {
    private static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln-_~+/";
    private static final List<String> SCHEMES = List.of(
            "Bearer",
            "bearer",
            "BEARER",
            "bEaReR",
            "Bear",
            "Bearer:",
            "Bearers",
            "Basic",
            "DPoP",
            "Token",
            "",
            " Bearer",
            "Beare\u0280",
            "Bearer\u0000",
            "\uFF22earer",
            "Bearer\u0301");
    private static final List<String> GAPS =
            List.of(" ", "", "  ", "\t", "\u00a0", "\u2003", "\r\n ", "%20", " Bearer ", " ,", "=");
    private static final List<String> CREDENTIALS = List.of(
            TOKEN,
            TOKEN + "=",
            TOKEN + "====",
            "=",
            "==" + TOKEN,
            TOKEN + "=a",
            "a",
            "",
            " ",
            TOKEN + " ",
            TOKEN + "\n",
            TOKEN + "\r\n",
            TOKEN + "\u2028",
            TOKEN + "," + TOKEN,
            TOKEN + " " + TOKEN,
            "\"" + TOKEN + "\"",
            TOKEN + ";q=1",
            "\u0410.b.c",
            "\u212A",
            "\u017F",
            "\uD83D\uDE00",
            "a\u0000b",
            "a%2Eb",
            "a".repeat(100_000),
            "a\\b",
            "a:b",
            "{}",
            "<a>");

    private HeaderTable() {}

    /** All of them: each scheme with each gap and each credential, each character in a token, and random ones. */
    public static Stream<String> values() {
        List<String> values = new ArrayList<>();
        for (String scheme : SCHEMES) {
            for (String gap : GAPS) {
                for (String credential : CREDENTIALS) {
                    values.add(scheme + gap + credential);
                }
            }
        }
        IntStream.rangeClosed(0, 0x2100).forEach(character -> {
            values.add("Bearer a" + (char) character);
            values.add("Bearer " + (char) character + "a");
            values.add("Bearer" + (char) character + "a");
        });
        Random random = new Random(20_261_123);
        for (int i = 0; i < 20_000; i++) {
            values.add(mutated("Bearer " + TOKEN + "==", random));
        }
        return values.stream();
    }

    private static String mutated(String value, Random random) {
        StringBuilder mutated = new StringBuilder(value);
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, (char) random.nextInt(256));
                case 1 -> mutated.deleteCharAt(at);
                default -> mutated.insert(at, (char) (32 + random.nextInt(96)));
            }
        }
        return mutated.toString();
    }
}
