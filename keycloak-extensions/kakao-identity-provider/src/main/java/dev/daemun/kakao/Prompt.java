package dev.daemun.kakao;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The values of {@code prompt} that Kakao knows; OpenID Connect's {@code consent} is none of them. */
final class Prompt {

    private static final Set<String> KNOWN = Set.of("login", "none", "create", "select_account");

    private Prompt() {}

    /** Keeps what Kakao knows, separated by commas as in its documentation; null when nothing is left. */
    static String limit(String asked) {
        if (asked == null) {
            return null;
        }
        String kept = Arrays.stream(asked.split("[ ,]+", -1))
                .filter(KNOWN::contains)
                .distinct()
                .collect(Collectors.joining(","));
        return kept.isEmpty() ? null : kept;
    }
}
