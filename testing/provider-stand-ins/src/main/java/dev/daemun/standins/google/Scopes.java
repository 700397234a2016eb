package dev.daemun.standins.google;

import java.util.LinkedHashSet;
import java.util.Set;

/** Google's scopes {@code email} and {@code profile} have a short and a long name; token answers contain both. */
final class Scopes {
    private static final String LONG_NAME = "https://www.googleapis.com/auth/userinfo.";

    private Scopes() {}

    static String granted(Grant grant) {
        Set<String> scopes = new LinkedHashSet<>(grant.scopes());
        for (String name : Set.of("email", "profile")) {
            if (has(grant, name)) {
                scopes.add(LONG_NAME + name);
            }
        }
        return String.join(" ", scopes);
    }

    static boolean has(Grant grant, String name) {
        return grant.scopes().contains(name) || grant.scopes().contains(LONG_NAME + name);
    }
}
