package dev.daemun.standins.google;

import dev.daemun.standins.jose.CodeChallenge;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a user granted to a client; the code, and later the tokens, stand for it. */
record Grant(
        String clientId,
        String sub,
        String redirectUri,
        Set<String> scopes,
        Optional<String> nonce,
        Optional<CodeChallenge> challenge,
        boolean offline,
        Instant expiresAt) {
    Grant until(Instant later) {
        return new Grant(clientId, sub, redirectUri, scopes, nonce, challenge, offline, later);
    }
}
