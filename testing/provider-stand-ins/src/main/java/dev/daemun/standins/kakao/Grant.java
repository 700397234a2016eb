package dev.daemun.standins.kakao;

import java.time.Instant;
import java.util.Optional;

/**
 * What a user granted to an app in one sign-in.
 *
 * @param idToken whether the token endpoint adds an ID token
 */
record Grant(String restApiKey, long userId, boolean idToken, Optional<String> nonce, Instant authTime) {}
