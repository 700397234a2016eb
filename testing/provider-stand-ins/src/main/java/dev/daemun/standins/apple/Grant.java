package dev.daemun.standins.apple;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a person granted to a client; the code, and later the tokens, stand for it. */
record Grant(
        String clientId,
        String sub,
        String redirectUri,
        Set<String> scopes,
        Optional<String> nonce,
        Instant authenticatedAt,
        Instant expiresAt) {
    Grant until(Instant later) {
        return new Grant(clientId, sub, redirectUri, scopes, nonce, authenticatedAt, later);
    }
}
