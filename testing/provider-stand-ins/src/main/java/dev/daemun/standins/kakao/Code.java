package dev.daemun.standins.kakao;

import dev.daemun.standins.jose.CodeChallenge;
import java.time.Instant;
import java.util.Optional;

/** An authorization code that has not been used yet. */
record Code(Grant grant, String redirectUri, Optional<CodeChallenge> challenge, Instant expiresAt) {}
