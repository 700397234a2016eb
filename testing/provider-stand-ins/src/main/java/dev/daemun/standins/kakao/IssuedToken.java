package dev.daemun.standins.kakao;

import java.time.Duration;
import java.time.Instant;

/** An access token or a refresh token. */
record IssuedToken(String value, Grant grant, Instant expiresAt) {
    /** How many whole seconds it is still valid; like Kakao's, a second less than its lifetime right after issuing. */
    long expiresIn(Instant now) {
        return Duration.between(now, expiresAt).minusNanos(1).toSeconds();
    }
}
