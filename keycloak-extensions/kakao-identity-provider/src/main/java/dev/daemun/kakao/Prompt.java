package dev.daemun.kakao;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The values of {@code prompt} that Kakao accepts, to which OpenID Connect's {@code consent} does not belong. */
final class Prompt {

    private static final String NONE = "none";
    private static final Set<String> KNOWN = Set.of("login", NONE, "create", "select_account");

    private Prompt() {}

    /**
     * Keeps the values that Kakao accepts, separated by commas as in its documentation; null when none is left.
     * {@code none} may not be combined with others (OpenID Connect Core 3.1.2.1), so it is dropped beside them.
     */
    static String limit(String asked) {
        Set<String> kept = values(asked);
        if (kept.size() > 1) {
            kept.remove(NONE);
        }
        return kept.isEmpty() ? null : String.join(",", kept);
    }

    /** Whether no page may be shown. */
    static boolean isNone(String asked) {
        return values(asked).equals(Set.of(NONE));
    }

    private static Set<String> values(String asked) {
        return asked == null
                ? Set.of()
                : Arrays.stream(asked.split("[ ,]+", -1))
                        .filter(KNOWN::contains)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
