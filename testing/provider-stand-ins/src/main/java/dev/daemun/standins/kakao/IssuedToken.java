package dev.daemun.standins.kakao;

import java.time.Duration;
import java.time.Instant;

/** An access token or a refresh token. */
record IssuedToken(String value, Grant grant, Instant expiresAt) {
    /** Whole seconds it still lives, one less than promised as Kakao counts. */
    long expiresIn(Instant now) {
        return Duration.between(now, expiresAt).minusNanos(1).toSeconds();
    }
}
