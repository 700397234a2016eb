package dev.daemun.standins.kakao;

import java.time.Instant;
import java.util.Optional;

/**
 * What a user gave an app by one sign-in.
 *
 * @param idToken whether its tokens come with an ID token
 */
record Grant(String restApiKey, long userId, boolean idToken, Optional<String> nonce, Instant authTime) {}
