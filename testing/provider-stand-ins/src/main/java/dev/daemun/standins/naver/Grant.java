package dev.daemun.standins.naver;

import dev.daemun.standins.jose.CodeChallenge;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person granted to an app; the code, and later the tokens, stand for it.
 *
 * @param number the same for all tokens that have come from one consent
 * @param state of the request for the code, which is asked for once more with the code
 * @param challenge with OpenID Connect only
 */
record Grant(
        String number,
        NaverApp app,
        String userId,
        boolean openIdConnect,
        String state,
        Optional<CodeChallenge> challenge,
        Instant expiresAt) {
    Grant until(Instant later) {
        return new Grant(number, app, userId, openIdConnect, state, challenge, later);
    }
}
