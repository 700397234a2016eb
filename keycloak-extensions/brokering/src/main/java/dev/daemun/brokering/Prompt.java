package dev.daemun.brokering;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values of {@code prompt} that a provider accepts (OpenID Connect Core 3.1.2.1).
 *
 * @param known those values
 * @param separator between several of them in a request to the provider
 */
public record Prompt(Set<String> known, String separator) {

    private static final String NONE = "none";

    /**
     * Keeps the values that the provider accepts; null when none is left.
     * {@code none} may not be combined with others (OpenID Connect Core 3.1.2.1), so it is dropped beside them.
     */
    public String limit(String asked) {
        Set<String> kept = values(asked);
        if (kept.size() > 1) {
            kept.remove(NONE);
        }
        return kept.isEmpty() ? null : String.join(separator, kept);
    }

    /** Whether no page may be shown. */
    public boolean isNone(String asked) {
        return values(asked).equals(Set.of(NONE));
    }

    private Set<String> values(String asked) {
        return asked == null
                ? Set.of()
                : Arrays.stream(asked.split("[ ,]+", -1))
                        .filter(known::contains)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
